import { useEffect } from "react";
import type { ProfileSummary } from "../api/types";
import { useWords } from "../i18n";
import css from "./Ribbon.module.css";

/** Which environment this window acts in: over everything, in its colour, and in the title that the desktop shows. */
export function Ribbon({ profile }: { profile: ProfileSummary }) {
  const { t } = useWords();
  const kind = t(`kind.${profile.kind}`);
  const name = profile.kind === "sandbox" ? kind : `${profile.name} · ${kind}`;
  useEffect(() => {
    document.title = `${name} — Gangway`;
    return () => {
      document.title = "Gangway";
    };
  }, [name]);
  return (
    <div className={`${css.ribbon} ${css[profile.kind]}`} data-testid="ribbon">
      {name}
    </div>
  );
}
