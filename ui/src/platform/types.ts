// The contract between the shell and the window. Kept by hand until the generated bindings replace it.
// All times are Unix milliseconds (number). All commands reject with a `Failure`.
export type Code =
  | "bad_input"
  | "not_found"
  | "stale" // stale: the tree changed under the selection → refetch, plan again
  | "attempt_expired"
  | "attempt_unknown"
  | "denied"
  | "address_not_ours" // authorize
  | "sign_in_again" // merchant token missing/expired/refused
  | "not_authorized" // provider 403
  | "integrator_credentials" // client id/secret missing or refused
  | "provider_refused"
  | "provider_unavailable"
  | "rate_limited"
  | "answer_unreadable"
  | "vault_locked"
  | "vault_failed"
  | "record_full"
  | "record_newer"
  | "record_damaged"
  | "record_read_only"
  | "port_busy"
  | "profile_invalid"
  | "already_running"
  | "browser_failed"
  | "internal";
export type Failure = { code: Code; message: string; detail: string | null };

export type ProfileKind = "sandbox" | "development" | "production";
export type ProfileSummary = { name: string; kind: ProfileKind; country: string | null };
export type Language = "en" | "es";
export type Theme = "system" | "light" | "dark";
export type Preferences = { language: Language | null; theme: Theme };
export type Start = {
  version: string;
  home: string;
  profile: ProfileSummary | null /* null → first run */;
  profiles: ProfileSummary[];
  preferences: Preferences;
  /** operations left open by the last run of the program and being settled now */ leftOpen: number;
};
export type ProfileDraft = {
  name: string;
  kind: ProfileKind;
  country: string;
  clientId: string;
  clientSecret: string;
  integrations: string[];
  publicUrl: string | null;
};
export type ProfileDetail = {
  name: string;
  kind: ProfileKind;
  path: string;
  country: string | null;
  loginHost: string;
  apiHost: string;
  clientId: string;
  clientSecret: "stored" | "missing";
  integrations: string[];
  redirect: string;
  loopbackRedirect: string;
  receiverAddress: string;
  publicUrl: string | null;
  concurrency: number;
  overdueAfterS: number;
};
/** null = leave as it is */
export type ProfileEdit = {
  publicUrl: string | null;
  receiverAddress: string | null;
  integrations: string[] | null;
  concurrency: number | null;
  overdueAfterS: number | null;
  clientSecret: string | null;
};

export type LinkState = "ok" | "unknown" | "failing" | "refused";
export type Connection = {
  receiver: { listening: boolean; address: string; detail: string | null };
  rappi: { state: LinkState; host: string; detail: string | null; checkedAt: number | null };
  vault: { state: "keyring" | "folder" | "locked" | "absent"; detail: string | null };
  clockSkewMs: number | null;
};

export type MerchantRow = {
  id: string;
  name: string;
  email: string;
  country: string | null;
  tokenExpiresAt: number | null;
  refreshedAt: number | null;
  stores: number;
  integrated: number;
  openOperations: number;
};
export type SignedOut = { wiped: string[]; stays: string[] }; // codes, to be put in words by the UI: wiped: "merchant_token"; stays: "provider_session" | "stores" | "history"
export type Refreshed = { stores: number; changed: number; settled: number };

/** The tree in preorder as columns. Row i: parent[i] is a row index or -1. */
export type StoreColumns = {
  version: number; // structure version; changes only on refresh
  revision: number; // grows with every state change
  ids: string[];
  names: string[];
  brands: string[];
  brand: number[]; // brand[i] indexes brands
  parent: number[];
  state: number[]; // state[i] = StoreState code
  integrations: string[];
  integration: number[]; // -1 none
  notes: [number, string][]; // sparse: reason / "409 Store already exists" / …, verbatim from the provider
};
/** state codes: 0 not_integrated 1 ours 2 other 3 failed 4 rejected 5 planned 6 sending 7 accepted 8 unknown 9 overdue 10 blank_name
 *  selectable: 0, 3, 4 (and nothing else). 3 and 4 mean: not integrated, and the latest try failed / was rejected. */
export type StoreDelta = {
  version: number;
  revision: number;
  rows: { row: number; state: number; integration: string | null; note: string | null }[];
};
export type Selection = { version: number; ranges: [number, number][] }; // half-open preorder row ranges of *checked selectable rows*
export type Flags = {
  pingActive: boolean;
  getMenuActive: boolean;
  cancellationEvents: boolean;
  status: "ACTIVE" | "INACTIVE";
};
export type PlanSource =
  | { kind: "selection"; selection: Selection }
  | { kind: "failed_of"; operation: string }
  | { kind: "unsent_of"; operation: string };
export type PlanRequest = { merchant: string; source: PlanSource; integration: string; flags: Flags };
export type LeftOutReason = "already_ours" | "other_integration" | "blank_name" | "in_progress" | "unknown_outcome";
export type PlanView = {
  stores: number;
  batches: number[] /* sizes */;
  integration: string;
  leftOut: { store: string; name: string; reason: LeftOutReason }[] /* first 200 */;
  leftOutTotal: number;
  webhookReady: boolean;
};

export type OperationState =
  | "running"
  | "stopping"
  | "waiting" /* all sent, results outstanding */
  | "finished"
  | "stopped"
  | "interrupted"
  | "halted" /* a cause that stops the run, see halt */;
export type Counts = {
  planned: number;
  sending: number;
  accepted: number;
  unknown: number;
  overdue: number;
  confirmed: number;
  failed: number;
  rejected: number;
  total: number;
};
export type OperationRow = {
  id: string;
  merchant: string;
  merchantName: string;
  kind: "provision" | "deprovision";
  integration: string;
  state: OperationState;
  halt: Failure | null;
  startedAt: number;
  endedAt: number | null;
  counts: Counts;
};
export type BatchRow = {
  index: number;
  batchId: string | null;
  stores: number;
  sentAt: number | null;
  answer: string | null /* "202" | "timeout" | "reset" | "424" … */;
  answerMs: number | null;
  result: "not_sent" | "waiting" | "verified" | "partly" | "asking" | "status_call" | "refused";
  message: string | null;
};
export type Cause = {
  outcome: "failed" | "rejected" | "unknown" | "overdue" | "unsent";
  code: string;
  message: string;
  stores: number;
  retry: boolean;
};
export type OperationView = {
  row: OperationRow;
  flags: Flags;
  batches: BatchRow[];
  causes: Cause[];
  secondsLeft: number | null;
};
export type OperationStore = {
  store: string;
  name: string;
  state: "planned" | "sending" | "accepted" | "unknown" | "overdue" | "confirmed" | "failed" | "rejected";
  batch: number;
  batchId: string | null;
  answer: string | null;
  code: number | null;
  message: string | null;
  settledBy: "webhook" | "status_call" | "answer" | null;
  delivery: number | null;
  at: number | null;
};
export type OperationStores = { total: number; rows: OperationStore[] };

export type Way = "browser" | "loopback" | "window" | "link";
export type Attempt = {
  id: string;
  url: string;
  qrSvg: string;
  way: Way;
  redirect: string;
  startedAt: number;
  expiresAt: number;
  expectedEmail: string | null;
};
export type AttemptState =
  | { kind: "waiting" }
  | { kind: "exchanging" }
  | { kind: "question"; email: string; expected: string }
  | { kind: "done"; merchant: string; email: string; stores: number | null }
  | { kind: "failed"; failure: Failure }
  | { kind: "cancelled" }
  | { kind: "expired" };

export type Webhook = {
  integration: string;
  event: string;
  endpoint: string;
  url: string;
  registeredAt: number | null;
  answer: 200 | 201 | null;
  secret: "stored" | "missing";
};

export type Verdict = "verified" | "rejected" | "unsigned";
export type DeliveryRow = {
  id: number;
  at: number;
  provider: string;
  event: string;
  verdict: Verdict;
  form: string | null /* raw | tester */;
  why:
    | string
    | null /* code: wrong_secret | previous_secret | header_missing | header_doubled | header_malformed | clock_off | body_not_json | tester_form … */;
  effect: string /* folded | duplicate | ignored | failed | none */;
  settled: number;
};
export type DeliveryPage = { rows: DeliveryRow[]; total: number; today: number; rejected: number };
export type DeliveryView = {
  row: DeliveryRow;
  endpoint: string;
  bytes: number;
  answered: number;
  tookUs: number;
  headers: [string, string][] /* signature value kept, nothing secret */;
  body: string;
  operation: string | null;
  detail: string | null;
};
export type DeliveryFilter = { verdict: Verdict | null; search: string; before: number | null; limit: number };

export type AuditRow = {
  id: number;
  at: number;
  actor: string;
  act: string /* e.g. merchant_authorized, operation_started, … */;
  subject: string;
  merchant: string | null;
  detail: string | null;
};
export type AuditPage = { rows: AuditRow[]; total: number };

export type Change =
  | { kind: "merchants" }
  | { kind: "stores"; merchant: string }
  | { kind: "operation"; merchant: string; operation: string }
  | { kind: "deliveries" }
  | { kind: "activity" }
  | { kind: "connection" }
  | { kind: "webhooks" }
  | { kind: "attempt"; attempt: string }
  | { kind: "profile" }
  | {
      kind: "goto";
      place: string;
    } /* from tray/menu: "merchants" | "deliveries" | "activity" | "settings" | "authorize" | "palette" */;

export interface Commands {
  start(): Promise<Start>;
  openProfile(name: string): Promise<ProfileSummary>; // "sandbox" always exists
  createProfile(draft: ProfileDraft): Promise<ProfileSummary>;
  preferences(): Promise<Preferences>;
  setPreferences(preferences: Preferences): Promise<null>;
  profileDetail(): Promise<ProfileDetail>;
  saveProfile(edit: ProfileEdit): Promise<ProfileDetail>;
  connection(): Promise<Connection>;
  checkConnection(): Promise<Connection>;
  unlockVault(): Promise<Connection>;
  merchants(): Promise<MerchantRow[]>;
  signOut(merchant: string): Promise<SignedOut>;
  refreshStores(merchant: string): Promise<Refreshed>;
  stores(merchant: string): Promise<StoreColumns>;
  storeDelta(merchant: string, since: number): Promise<StoreDelta>;
  plan(request: PlanRequest): Promise<PlanView>;
  provision(request: PlanRequest): Promise<string>;
  stopOperation(operation: string): Promise<null>;
  operations(merchant: string | null): Promise<OperationRow[]>;
  operation(id: string): Promise<OperationView>;
  operationStores(id: string, outcome: string | null, offset: number, limit: number): Promise<OperationStores>;
  authorizeStart(way: Way, expectedEmail: string | null): Promise<Attempt>;
  authorizePending(): Promise<Attempt | null>;
  authorizeStatus(attempt: string): Promise<AttemptState>;
  authorizePaste(attempt: string, address: string): Promise<AttemptState>;
  authorizeAnswer(attempt: string, accept: boolean): Promise<AttemptState>;
  authorizeCancel(attempt: string): Promise<null>;
  authorizeOpen(attempt: string): Promise<null>; // open (again) the system browser or the in-app window
  webhooks(): Promise<Webhook[]>;
  registerWebhook(integration: string): Promise<Webhook>;
  deliveries(filter: DeliveryFilter): Promise<DeliveryPage>;
  delivery(id: number): Promise<DeliveryView>;
  activity(search: string, before: number | null, limit: number): Promise<AuditPage>;
}
