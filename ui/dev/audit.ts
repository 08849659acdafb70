import type { Platform } from "../src/api";
import { page } from "./page";
import { activity } from "./samples";

const SIDE = { snapshot: null, name: "", refreshedAt: null, stores: 200, integrated: 60, fingerprint: "0".repeat(64) };
const SNAPSHOT = { ...SIDE, id: 1, at: 0, actor: "person", signedOff: false };

/** The audit log, and reviews. */
export function auditParts(now: () => number) {
  const audit = activity(now());
  return {
    activity: async ({ search, acts, actor, since }, before, limit) => {
      const rows = audit.filter(
        (row) =>
          `${row.written} ${row.subject}`.toLowerCase().includes(search.toLowerCase()) &&
          (acts.length === 0 || (row.act !== null && acts.includes(row.act))) &&
          (actor === null || row.actor === actor) &&
          (since === null || row.at >= since),
      );
      return { rows: page(rows, before, limit), total: rows.length };
    },
    activityKinds: async () => ({
      acts: [...new Set(audit.map((row) => row.act))].filter((act) => act !== null).sort(),
      actors: [...new Set(audit.map((row) => row.actor))].sort(),
    }),
    verifyActivity: async () => ({
      acts: audit.length,
      breaks: [],
      noted: "compared",
      afterNoted: 0,
      vouched: null,
      at: now(),
    }),
    exportComparison: async () => ({ id: 1, name: "gangway-review.html", folder: "Downloads" }),
    exportActivity: async () => ({ id: 1, name: "gangway-activity.csv", folder: "Downloads" }),
    reviews: async () => ({ snapshots: [], signOffs: [] }),
    keepSnapshot: async (_, name) => ({ ...SNAPSHOT, name, at: now() }),
    renameSnapshot: async () => null,
    removeSnapshot: async () => null,
    compareTrees: async () => ({ from: SIDE, to: SIDE, counts: [], total: 0, rows: [] }),
    signOff: async (_, __, ___, note) => ({ id: 1, at: now(), actor: "person", note, from: 1, to: 1, counts: [] }),
    acceptActivity: async () => ({
      acts: audit.length,
      breaks: [],
      noted: "compared",
      afterNoted: 0,
      vouched: null,
      at: now(),
    }),
  } satisfies Partial<Platform>;
}
