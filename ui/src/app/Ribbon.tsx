import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useWords } from "../i18n";
import { useFrame } from "../navigation/frame";
import { useHere } from "../navigation/places";
import { countsQuery } from "../queries/environmentQueries";
import css from "./Ribbon.module.css";

/** Which environment this window acts in: over everything, in its colour, and first in the title that the desktop shows. */
export function Ribbon() {
  const { t, number } = useWords();
  const { profile } = useFrame();
  const { title } = useHere();
  const kind = t(`kind.${profile.kind}`);
  const unread = useQuery(countsQuery).data?.unread ?? 0;
  const name = profile.kind === "sandbox" ? kind : `${profile.name} · ${kind}`;
  useEffect(() => {
    const words = [name, title && t(title), "Gangway"].filter(Boolean).join(" — ");
    document.title = unread > 0 ? `(${number(unread)}) ${words}` : words;
    return () => {
      document.title = "Gangway";
    };
  }, [name, title, t, number, unread]);
  return (
    <div className={`${css.ribbon} ${css[profile.kind]}`} data-testid="ribbon">
      {name}
    </div>
  );
}
