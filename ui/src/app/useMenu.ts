import { useEffect } from "react";
import { useNotices } from "../components/notices/notices";
import { useWords } from "../i18n";
import { usePlaces } from "../navigation/places";
import { usePlatform } from "../queries/usePlatform";

/** Tells the shell which places its menu leads to, in the window's language. */
export function useMenu(): void {
  const { t } = useWords();
  const platform = usePlatform();
  const { fail } = useNotices();
  const places = usePlaces()
    .filter(({ menu }) => menu)
    .map(({ path, title }) => ({ path, label: t(title) }));
  const stamp = JSON.stringify(places);
  useEffect(() => {
    platform.setMenu(JSON.parse(stamp)).catch(fail);
  }, [platform, stamp, fail]);
}
