import { useQueryClient } from "@tanstack/react-query";
import type { ProfileEdit } from "../../api/types";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { profileQuery } from "../../queries/environmentQueries";
import { usePlatform } from "../../queries/usePlatform";

const NOTHING: ProfileEdit = {
  publicUrl: null,
  receiverAddress: null,
  integrations: null,
  concurrency: null,
  overdueAfterS: null,
  clientSecret: null,
};

/** Saves what changed in the profile and says so; `after` runs once it is saved, and what was typed is there until then. */
export function useSave(after?: () => void): [(edit: Partial<ProfileEdit>) => void, boolean] {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { done } = useNotices();
  return useAct(async (edit: Partial<ProfileEdit>) => {
    client.setQueryData(profileQuery.queryKey, await platform.saveProfile({ ...NOTHING, ...edit }));
    after?.();
    done(t("settings.saved"));
  });
}
