import type { NotificationEvent, Platform } from "../src/api";
import type {
  Change,
  MutedEdit,
  NotificationRow,
  NotificationSettings,
  NotificationView,
  Template,
  TemplateKey,
  TemplateView,
} from "../src/api/types";

type Parts = Pick<
  Platform,
  | "notifications"
  | "notification"
  | "sendNotification"
  | "holdNotification"
  | "readBounce"
  | "noteBounce"
  | "readNotifications"
  | "muteMerchant"
  | "notificationSettings"
  | "saveNotificationSettings"
  | "setSending"
  | "makePlatformSecret"
  | "copyPlatformSecret"
  | "testChannel"
  | "template"
  | "checkTemplate"
  | "saveTemplate"
>;

const EVENTS: NotificationEvent[] = [
  "created",
  "in_progress",
  "processing",
  "needs_information",
  "in_review",
  "completed",
  "declined",
];
const MINUTE = 60_000;

function row(at: number, index: number, more: Partial<NotificationRow>): NotificationRow {
  return {
    id: `msg_${index.toString(16).padStart(32, "0")}`,
    application: `app_2sOuOghBfy4SGFS6b7Le8uW8zG${index}`,
    merchant: `mid_2sOuQknV0ornUMNElq9HS3Y5XU${index % 4}`,
    merchantName: [
      "Café Ñandú & Hijos",
      "Panadería La Espiga",
      "⁨مطعم الشام⁩",
      "Ferretería El Tornillo Feliz de Chapinero",
    ][index % 4],
    event: EVENTS[index % 7],
    channel: "email",
    state: "sent",
    reason: null,
    refusedBy: null,
    because: null,
    about: null,
    words: null,
    to: "a•••@example.com",
    happenedAt: at - (index + 1) * 7 * MINUTE,
    createdAt: at - index * 7 * MINUTE,
    dueAt: null,
    sentBy: null,
    sentAt: null,
    unread: false,
    late: false,
    attempts: 1,
    unknowns: 0,
    ...more,
  };
}

function samples(at: number): NotificationRow[] {
  return [
    row(at, 3, { channel: "internal", sentAt: at - MINUTE, unread: true, to: null }),
    row(at, 10, { state: "waiting", reason: "quiet_hours", dueAt: at + 300 * MINUTE, attempts: 0 }),
    row(at, 1, {
      channel: "platform",
      state: "waiting",
      reason: "retry",
      dueAt: at + 5 * MINUTE,
      because: "answered",
      about: "503",
      to: null,
    }),
    row(at, 5, { sentAt: at - 40 * MINUTE, words: "2.0.0 Taken as 12" }),
    row(at, 6, {
      state: "refused",
      reason: "refused",
      refusedBy: "smtp.example.com",
      words: "550 5.1.1 No such mailbox here",
    }),
    row(at, 2, { state: "held", reason: "preview", attempts: 0 }),
    row(at, 4, { state: "held", reason: "overtaken", late: true, attempts: 0 }),
    row(at, 0, { state: "waiting", reason: "outcome_unknown", dueAt: at + MINUTE, unknowns: 1 }),
  ];
}

const facts = {
  platformName: "PlatformPay",
  language: "es" as const,
  deskLanguage: "en" as const,
  zone: "America/Bogota",
  applicationLink: "https://platform.example/apply/{application_id}",
  support: "support@platform.example",
  quietFrom: "21:00",
  quietUntil: "08:00",
  matrix: EVENTS.map((event) => ({
    event,
    internal: !EVENTS.slice(0, 3).includes(event),
    email: event !== "in_progress",
    platform: true,
  })),
  email: {
    host: "smtp.platform.example",
    port: 587,
    security: "starttls" as const,
    user: "gangway",
    from: "PlatformPay <no-reply@platform.example>",
    replyTo: "",
    hello: "",
  },
  platformUrl: "https://hooks.platform.example/gangway",
};

/** Notifications, pretended: what is shown is real, what is sent is not. */
export function notificationParts(emit: (...changes: Change[]) => void, now: () => number, empty: boolean): Parts {
  let rows = empty ? [] : samples(now());
  let settings: NotificationSettings = {
    ...facts,
    sending: false,
    password: "stored",
    platformSecret: "missing",
    edited: [],
    muted: [],
  };
  const edited = new Map<string, Template>();
  const changed = () => emit({ tag: "notifications" });
  let muted: MutedEdit = { merchant: "mid_1", muted: false, language: null };
  const view = (id: string): NotificationView => {
    const found = rows.find((one) => one.id === id) ?? rows[0];
    return {
      row: found,
      language: "es",
      words: {
        subject: "Tu solicitud en PlatformPay",
        text: "Hola, Café Ñandú & Hijos:\n\nTu solicitud está aprobada.\n",
        html: null,
      },
      problem: null,
      attempts: found.attempts
        ? [
            {
              startedAt: found.createdAt,
              endedAt: found.createdAt + 400,
              outcome: "later",
              because: found.because,
              about: found.about,
              words: found.words,
            },
          ]
        : [],
      merchant: muted,
    };
  };
  const set = (id: string, more: Partial<NotificationRow>) => {
    rows = rows.map((one) => (one.id === id ? { ...one, ...more } : one));
    changed();
    return view(id);
  };
  const built: Template = {
    subject: "Tu solicitud en {{ platform_name }} está abierta",
    text: "Hola, {{ merchant_name }}:\n\nTu solicitud en {{ platform_name }} está abierta.\n\n{{ application_link }}\n",
    html: '<p>Hola, {{ merchant_name }}:</p>\n<p><a href="{{ application_link }}">Completar la solicitud</a></p>\n<p>{{ platform_name }}</p>\n',
  };
  const filled = (text: string) =>
    text
      .replaceAll("{{ merchant_name }}", "Café Ñandú &amp; Hijos")
      .replaceAll("{{ platform_name }}", "PlatformPay")
      .replaceAll("{{ application_link }}", "https://platform.example/apply/app_1");
  const shown = (key: TemplateKey, template: Template, isEdited: boolean): TemplateView => {
    const wrong =
      /\{\{ (?!merchant_name|platform_name|application_link|merchant_id|application_id|status_time|missing)(\w+) \}\}/.exec(
        template.text,
      );
    return {
      key,
      template,
      edited: isEdited,
      findings: wrong ? [{ part: "text", line: 1, column: wrong.index + 1, problem: "unknown", name: wrong[1] }] : [],
      preview: {
        subject: filled(template.subject),
        text: filled(template.text),
        html: template.html ? filled(template.html) : null,
      },
      placeholders: [
        "merchant_id",
        "merchant_name",
        "application_id",
        "application_link",
        "platform_name",
        "status_time",
        "missing",
      ],
      required: ["platform_name", "application_link"],
    };
  };
  const name = (key: TemplateKey) => `${key.language} ${key.channel} ${key.event}`;
  const template = async (key: TemplateKey) =>
    shown(
      key,
      edited.get(name(key)) ?? { ...built, html: key.channel === "email" ? built.html : null },
      edited.has(name(key)),
    );
  return {
    notifications: async ({ state, channel, merchant, search, offset, limit }) => {
      const found = rows.filter(
        (one) =>
          (!state || one.state === state) &&
          (!channel || one.channel === channel) &&
          (!merchant || one.merchant === merchant) &&
          `${one.merchantName} ${one.application}`.toLowerCase().includes((search ?? "").toLowerCase()),
      );
      const states = [...new Set(rows.map((one) => one.state))];
      return {
        rows: found.slice(offset ?? 0, (offset ?? 0) + (limit ?? 0)),
        total: found.length,
        unread: rows.filter((one) => one.unread).length,
        counts: states.map((of) => ({ state: of, reason: null, count: rows.filter((one) => one.state === of).length })),
        sending: settings.sending,
      };
    },
    notification: async (id) => view(id),
    sendNotification: async (id) => set(id, { state: "sent", reason: null, sentAt: now() }),
    holdNotification: async (id) => set(id, { state: "held", reason: "do_not_send", dueAt: null }),
    readBounce: async (id, letter) => {
      const fail = (reason: "no_bounce" | "bounce_other", what: string | null) => ({
        code: "bad_input" as const,
        message: "no bounce",
        reason,
        what,
      });
      if (!letter.includes("Action: failed")) throw fail("no_bounce", null);
      if (!letter.includes(id)) throw fail("bounce_other", "Panadería La Espiga");
      return { by: "mx.example.com", to: "a•••@example.com", words: "5.1.1 550 No such mailbox here" };
    },
    noteBounce: async (id) =>
      set(id, {
        state: "refused",
        reason: "bounced",
        refusedBy: "mx.example.com",
        words: "5.1.1 550 No such mailbox here",
      }),
    readNotifications: async () => {
      rows = rows.map((one) => ({ ...one, unread: false }));
      changed();
      return 0;
    },
    muteMerchant: async (edit) => {
      muted = edit;
      changed();
      return null;
    },
    notificationSettings: async () => settings,
    saveNotificationSettings: async ({ facts }) => {
      if (!facts.zone.includes("/") && facts.zone !== "UTC") {
        const failure = {
          code: "profile_invalid" as const,
          message: "line 3: notifications.zone",
          reason: "zone_unknown" as const,
        };
        throw { ...failure, place: { file: null, line: 3, key: "notifications.zone" } };
      }
      if (facts.email.hello.includes(" ")) {
        const failure = {
          code: "profile_invalid" as const,
          message: "",
          reason: "hello_malformed" as const,
          what: "gangway.example.com",
        };
        throw { ...failure, place: { file: null, line: 3, key: "notifications.email.hello" } };
      }
      settings = { ...settings, ...facts };
      changed();
      return settings;
    },
    setSending: async (on) => {
      settings = { ...settings, sending: on };
      changed();
      return null;
    },
    makePlatformSecret: async () => {
      settings = { ...settings, platformSecret: "stored" };
      changed();
      return null;
    },
    copyPlatformSecret: async () => null,
    testChannel: async (channel) =>
      channel === "platform"
        ? {
            what: "connection_refused" as const,
            because: "connection_refused" as const,
            about: null,
            words: "connection refused",
          }
        : { what: "works" as const, because: null, about: null, words: null },
    template,
    checkTemplate: async (key, changedTo) => shown(key, changedTo, true),
    saveTemplate: async (key, next) => {
      if (next) edited.set(name(key), next);
      else edited.delete(name(key));
      return template(key);
    },
  };
}
