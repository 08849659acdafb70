import { useRouter } from "@tanstack/react-router";
import { copyText } from "../components/copy";
import { useNotices } from "../components/notices/notices";
import { useAct } from "../components/useAct";
import { useWords } from "../i18n";
import { useFrame } from "./frame";
import { placeLink } from "./placeLink";

/** Puts a link to what is shown on the clipboard. */
export function useCopyLink(): () => void {
  const { t } = useWords();
  const router = useRouter();
  const { profile } = useFrame();
  const { done, warn } = useNotices();
  const [copy] = useAct(async () => {
    const link = placeLink(profile.name, router.state.location);
    if (link === null) return warn(t("link.none"));
    await copyText(link);
    done(t("link.copied"));
  });
  return copy;
}
