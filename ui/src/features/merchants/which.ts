import type { MerchantRow } from "../../api/types";
import { foldText } from "../../tree/structure";

/** What about a merchant somebody may want to go through one by one. */
export type Which = "signIn" | "differs" | "open" | "unfinished" | Figure;
/** Those that there is a chip for. */
export const CHIPS = ["signIn", "differs", "open", "unfinished"] as const;
/** What Home counts over all merchants; its figures lead to those whom they count. */
export type Figure = "lately" | "failed" | "waiting" | "unknown" | "missed";
const FIGURES: readonly Figure[] = ["lately", "failed", "waiting", "unknown", "missed"];
export const WHICH: readonly Which[] = [...CHIPS, ...FIGURES];

/** What each of them counts of a merchant. */
export const COUNTED: Record<Figure, (row: MerchantRow) => number> = {
  lately: ({ integratedLately }) => integratedLately,
  failed: ({ failedLately }) => failedLately,
  waiting: ({ waiting }) => waiting,
  unknown: ({ unknown }) => unknown,
  missed: ({ missedWebhooks }) => missedWebhooks,
};
export const isFigure = (which: Which | null): which is Figure => which !== null && which in COUNTED;

const HOLDS: Record<(typeof CHIPS)[number], (row: MerchantRow, now: number) => boolean> = {
  signIn: ({ tokenExpiresAt }, now) => tokenExpiresAt === null || tokenExpiresAt <= now,
  differs: ({ drift, missedWebhooks }) => drift + missedWebhooks > 0,
  open: ({ openOperations }) => openOperations > 0,
  unfinished: ({ integrated, stores }) => integrated < stores,
};

export const isOf = (which: Which | null, row: MerchantRow, now: number) =>
  which === null || (isFigure(which) ? COUNTED[which](row) > 0 : HOLDS[which](row, now));

/** Merchants whose name or email holds every word of `search`. */
export function matching(merchants: MerchantRow[], search: string, which: Which | null, now: number): MerchantRow[] {
  const words = foldText(search).split(/\s+/).filter(Boolean);
  return merchants.filter((row) => {
    const text = foldText(`${row.name} ${row.email}`);
    return isOf(which, row, now) && words.every((word) => text.includes(word));
  });
}
