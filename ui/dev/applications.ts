import type { ApplicationStatus, Platform } from "../src/api";
import type {
  ApplicationFilter,
  ApplicationRow,
  ApplicationView,
  RainforestSettings,
  SavedView,
} from "../src/api/types";

type Parts = Pick<
  Platform,
  | "applicationBoard"
  | "applications"
  | "application"
  | "applicationPersonal"
  | "remindMerchant"
  | "refreshApplications"
  | "applicationViews"
  | "keepApplicationView"
  | "removeApplicationView"
  | "rainforestSettings"
  | "saveRainforest"
  | "checkRainforest"
>;

const DAY = 86_400_000;
const STATUSES: ApplicationStatus[] = [
  "CREATED",
  "IN_PROGRESS",
  "PROCESSING",
  "NEEDS_INFORMATION",
  "IN_REVIEW",
  "COMPLETED",
  "DECLINED",
  { other: "ON_HOLD" },
];
const NAMES = ["Bluebird Dental Studio", "Café Luna", "O'Malley Plumbing", "<b>Bold</b> Bakery", "Harbor Light Yoga"];

function row(at: number, now: number): ApplicationRow {
  const status = STATUSES[at % STATUSES.length];
  const resubmitted = status === "PROCESSING";
  return {
    id: `app_${at}`,
    merchant: `mid_${at}`,
    name: `${NAMES[at % NAMES.length]} ${100 + at}`,
    status,
    since: now - at * DAY,
    ageDays: at,
    createdAt: now - (at + 9) * DAY,
    resubmitted,
    reviewDue: resubmitted ? now + (at < 9 ? DAY : -DAY) : null,
    reviewOverdue: resubmitted && at >= 9,
    contested: at === 6,
    fetchedAt: null,
  };
}

/** Rainforest, pretended: the same applications every time. */
export function fakeApplications(now: () => number, empty: boolean): Parts {
  const rows = empty ? [] : Array.from({ length: 24 }, (_, at) => row(at, now()));
  let views: SavedView[] = [];
  const settings: RainforestSettings = {
    named: true,
    simulated: false,
    api: "https://api.sandbox.rainforestpay.com",
    apiKey: "stored",
    webhookUrl: "https://hooks.example.com/hooks/abc",
    webhookSecret: "missing",
  };
  const found = ({ statuses, search, resubmitted, sort }: ApplicationFilter) => {
    const fitting = rows.filter(
      (one) =>
        (statuses.length === 0 || statuses.includes(one.status)) &&
        one.name.toLowerCase().includes(search.toLowerCase()) &&
        (!resubmitted || one.resubmitted),
    );
    return sort === "name" ? [...fitting].sort((a, b) => a.name.localeCompare(b.name)) : [...fitting].reverse();
  };
  const view = (id: string, personal: boolean): ApplicationView => {
    const one = rows.find((other) => other.id === id) ?? rows[0];
    const hidden = (value: string) => (personal ? value : "•••");
    return {
      row: one,
      timeline: [
        { status: "CREATED", at: one.createdAt, seenAt: now(), mark: "in_turn", fetched: false, delivery: 1 },
        { status: one.status, at: one.since, seenAt: now(), mark: "in_turn", fetched: false, delivery: 2 },
        { status: "IN_PROGRESS", at: one.createdAt, seenAt: now(), mark: "late", fetched: true, delivery: null },
      ],
      missed: 1,
      fields: [
        { group: "business", name: "legal_name", value: `${one.name} LLC`, masked: false, zoneless: false },
        { group: "people", name: "owner_1.dob", value: hidden("1980-01-02"), masked: !personal, zoneless: false },
        { group: "volumes", name: "average_ticket", value: "4500", masked: false, zoneless: false },
      ],
      problems: [
        { field: "owner_1.ssn_last_4", code: "Required", message: "This field is required" },
        { field: "website", code: "Odd", message: "It has to begin with https://" },
        { field: "new_thing.part", code: "Required", message: "A new thing is needed" },
        { field: null, code: "Odd", message: "Something else" },
      ],
      reviews: [{ name: "bank_statements", status: "REQUESTED", facts: [["reason", "Statements of three months"]] }],
      personal,
    };
  };
  return {
    applicationBoard: async () => ({
      columns: STATUSES.map((status) => {
        const of = rows.filter((one) => one.status === status).reverse();
        return { status, count: of.length, oldestDays: of[0]?.ageDays ?? null, rows: of.slice(0, 2) };
      }),
      total: rows.length,
      missed: rows.length > 0 ? 2 : 0,
      connected: true,
      reconciled: { at: now(), asked: 5, changed: 0, left: 0, failure: null },
    }),
    applications: async (filter) => {
      const all = found(filter);
      return { rows: all.slice(filter.offset, filter.offset + filter.limit), total: all.length };
    },
    application: async (id) => view(id, false),
    remindMerchant: async () => 1,
    applicationPersonal: async (id) => view(id, true),
    refreshApplications: async () => ({ at: now(), asked: 1, changed: 0, left: 0, failure: null }),
    applicationViews: async () => views,
    keepApplicationView: async (name, filter) => {
      views = [...views.filter((one) => one.name !== name), { name, filter }];
      return views;
    },
    removeApplicationView: async (name) => {
      views = views.filter((one) => one.name !== name);
      return views;
    },
    rainforestSettings: async () => settings,
    saveRainforest: async () => ({ ...settings, webhookSecret: "stored" }),
    checkRainforest: async () => settings,
  };
}
