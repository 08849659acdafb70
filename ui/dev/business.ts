import type { Platform } from "../src/api";
import type { AccountRow, BusinessRow } from "../src/api/types";

type Parts = Pick<
  Platform,
  "businesses" | "business" | "businessTimeline" | "accounts" | "saveBusiness" | "removeBusiness"
>;

/** Businesses of the pretended shell. */
export function businessParts(): Parts {
  let rows: BusinessRow[] = [];
  const known: AccountRow[] = [
    { account: { provider: "rappi", id: "m1" }, name: "Grupo Sertester", business: null },
    { account: { provider: "rainforest", id: "mid_1" }, name: "Café Luna", business: null },
    { account: { provider: "ratepay", id: "client-1" }, name: "client-1", business: null },
  ];
  const at = Date.now();
  return {
    businesses: async () => rows,
    accounts: async (search) => known.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())),
    business: async (id) => {
      const row = rows.find((one) => one.id === id);
      if (!row) throw { code: "not_found", message: "There is no such business." };
      return { row, rappi: [], rainforest: [], ratepay: { inSync: 2, notAsMeant: 0, disputes: 0, overdue: 0 } };
    },
    businessTimeline: async (_, offset) => {
      const one = {
        at,
        provider: "rappi",
        what: {
          kind: "act",
          act: "operation_ended",
          written: "operation_ended",
          subject: "Grupo Sertester",
          actor: "gangway",
        },
      } as const;
      return offset > 0 ? [] : [one];
    },
    saveBusiness: async ({ id, name, accounts }) => {
      const row: BusinessRow = {
        id: id ?? `b${rows.length + 1}`,
        name,
        accounts: accounts.map((account) => ({
          account,
          name: known.find((one) => one.account.id === account.id)?.name ?? account.id,
          business: id,
        })),
      };
      rows = [...rows.filter((one) => one.id !== row.id), row];
      return row;
    },
    removeBusiness: async (id) => {
      rows = rows.filter((one) => one.id !== id);
      return null;
    },
  };
}
