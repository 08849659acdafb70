import type { MerchantRow } from "../../api/types";
import { foldText } from "../../tree/structure";

/** What about a merchant somebody may want to go through one by one. */
export type Which = "signIn" | "differs" | "open" | "unfinished";
export const WHICH: readonly Which[] = ["signIn", "differs", "open", "unfinished"];

const HOLDS: Record<Which, (row: MerchantRow, now: number) => boolean> = {
  signIn: ({ tokenExpiresAt }, now) => tokenExpiresAt === null || tokenExpiresAt <= now,
  differs: ({ drift, missedWebhooks }) => drift + missedWebhooks > 0,
  open: ({ openOperations }) => openOperations > 0,
  unfinished: ({ integrated, stores }) => integrated < stores,
};

export const isOf = (which: Which | null, row: MerchantRow, now: number) => which === null || HOLDS[which](row, now);

/** Merchants whose name or email holds every word of `search`. */
export function matching(merchants: MerchantRow[], search: string, which: Which | null, now: number): MerchantRow[] {
  const words = foldText(search).split(/\s+/).filter(Boolean);
  return merchants.filter((row) => {
    const text = foldText(`${row.name} ${row.email}`);
    return isOf(which, row, now) && words.every((word) => text.includes(word));
  });
}
