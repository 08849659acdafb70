import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import css from "./Spinner.module.css";

/** Shows itself after a second only: what is quick needs no spinner. */
export function Spinner({ small }: { small?: boolean }) {
  const { t } = useWords();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return <span role="status" aria-label={t("common.working")} className={small ? css.small : css.large} />;
}
