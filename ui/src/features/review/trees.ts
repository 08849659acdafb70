import type { SnapshotRow, TreeAt } from "../../api/types";
import { useWords } from "../../i18n";

/** The tree as it is now, among the options of a list. */
export const NOW = "now";

export function keyOf(snapshot: number): string {
  return String(snapshot);
}

export function treeAt(key: string): TreeAt {
  return key === NOW ? { kind: "now" } : { kind: "snapshot", id: Number(key) };
}

/** What a snapshot is called: its name, or when it was kept. */
export function useSnapshotName(): (snapshot: Pick<SnapshotRow, "name" | "at">) => string {
  const { t, moment } = useWords();
  return ({ name, at }) => (name === "" ? t("review.keptAt", { time: moment(at) }) : `${name} · ${moment(at)}`);
}
