import { useQueryClient } from "@tanstack/react-query";
import { startQuery } from "../queries/environmentQueries";
import { usePlatform } from "../queries/usePlatform";

/** Another profile is another record: nothing that was read stays. */
export function useOpenProfile(): (name: string) => Promise<void> {
  const platform = usePlatform();
  const client = useQueryClient();
  return async (name) => {
    await platform.openProfile(name);
    const start = await platform.start();
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "start" });
    client.setQueryData(startQuery.queryKey, start);
  };
}
