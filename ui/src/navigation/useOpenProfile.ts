import { useQueryClient } from "@tanstack/react-query";
import { startQuery } from "../queries/environmentQueries";
import { OF_PROGRAM } from "../queries/keys";
import { usePlatform } from "../queries/usePlatform";

/** Another profile is another record: nothing that was read stays. */
export function useOpenProfile(): (name: string) => Promise<void> {
  const platform = usePlatform();
  const client = useQueryClient();
  return async (name) => {
    await platform.openProfile(name);
    const start = await platform.start();
    client.removeQueries({ predicate: ({ queryKey: [root] }) => !OF_PROGRAM.has(root) });
    client.setQueryData(startQuery.queryKey, start);
  };
}
