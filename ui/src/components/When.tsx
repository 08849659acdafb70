import { useWords } from "../i18n";

/** A time in a list: as short as it can be read, and all of it for whoever rests on it. */
export function When({ at, now }: { at: number | null; now?: number }) {
  const { moment, exact } = useWords();
  if (at === null) return "–";
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)}>
      {moment(at, now)}
    </time>
  );
}
