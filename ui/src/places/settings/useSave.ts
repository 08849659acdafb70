import { useQueryClient } from "@tanstack/react-query";
import { useNotices } from "../../data/notices";
import { usePlatform } from "../../data/platform";
import { useAct } from "../../data/useAct";
import type { ProfileEdit } from "../../platform/types";
import { useWords } from "../../words";

const NOTHING: ProfileEdit = {
  publicUrl: null,
  receiverAddress: null,
  integrations: null,
  concurrency: null,
  overdueAfterS: null,
  clientSecret: null,
};

/** Saves what changed in the profile and says so. */
export function useSave(): [(edit: Partial<ProfileEdit>) => void, boolean] {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { done } = useNotices();
  return useAct(async (edit: Partial<ProfileEdit>) => {
    client.setQueryData(["profile"], await platform.saveProfile({ ...NOTHING, ...edit }));
    done(t("settings.saved"));
  });
}
