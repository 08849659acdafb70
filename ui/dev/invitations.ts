import type { Platform } from "../src/api";
import type { Change, InvitationRow, InviteeRow, NewInvitation } from "../src/api/types";

type Parts = Pick<
  Platform,
  | "invitations"
  | "readInvitees"
  | "readInviteesFile"
  | "makeInvitations"
  | "cancelInvitation"
  | "invitationSent"
  | "invitationMessage"
  | "exportInvitations"
>;

const DAY = 86_400_000;

function rowOf(wanted: NewInvitation, id: string, now: number): InvitationRow {
  return {
    id,
    label: wanted.label,
    email: wanted.email,
    language: wanted.language,
    address: `https://relay.acme.example/m/${id.padEnd(22, "x")}`,
    stage: "open",
    madeBy: "Ana",
    madeAt: now,
    expiresAt: now + 7 * DAY,
    sentAt: null,
    sentTimes: 0,
    openedAt: null,
    declinedAt: null,
    failure: null,
    signedInAt: null,
    who: null,
    stores: null,
    merchant: null,
    asksHere: false,
  };
}

/** One in every state that there is. */
function samples(now: number): InvitationRow[] {
  const to = (name: string) => ({
    label: name,
    email: `${name.toLowerCase().replaceAll(" ", ".")}@shop.test`,
    language: null,
  });
  const at = (id: string, name: string, more: Partial<InvitationRow>): InvitationRow => ({
    ...rowOf(to(name), id, now - DAY),
    sentAt: now - DAY,
    ...more,
  });
  return [
    at("i1", "Parrilla del Puerto", { openedAt: now - 60_000, stage: "answered" }),
    at("i2", "Tacos Luna", { openedAt: now - DAY / 2, stage: "somebody_else", who: "otra@shop.test", asksHere: true }),
    at("i3", "Café Andino", {
      openedAt: now - DAY / 3,
      stage: "signed_in",
      who: "cafe.andino@shop.test",
      stores: 1284,
    }),
    at("i4", "Sushi Norte", { openedAt: now - DAY / 4, failure: "provider_unavailable" }),
    at("i5", "Pizzería Bella Vista de la Avenida Corrientes", { declinedAt: now - DAY / 5 }),
    at("i6", "Arepas Doña Ana", { sentAt: null }),
    at("i7", "Empanadas Sur", { stage: "expired" }),
    at("i8", "Burger Plaza", { stage: "cancelled" }),
  ];
}

function read(text: string): InviteeRow[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter(Boolean).map((line, n) => {
    const email = line.split(/[\s,;]+/).find((word) => word.includes("@")) ?? null;
    const label =
      line
        .replace(email ?? "", "")
        .replaceAll(/[,;]/g, " ")
        .trim() ||
      (email ?? "");
    return email === null
      ? { line: n + 1, invitation: null, why: "no_email" }
      : { line: n + 1, invitation: { label, email, language: null }, why: null };
  });
}

/** Links for merchants, pretended. */
export function invitationParts(emit: (...changes: Change[]) => void, now: () => number, empty: boolean): Parts {
  let rows = empty ? [] : samples(now());
  const change = (id: string, more: Partial<InvitationRow>) => {
    rows = rows.map((row) => (row.id === id ? { ...row, ...more } : row));
    emit({ tag: "invitations" });
  };
  return {
    invitations: async () => rows,
    readInvitees: async (text) => read(text),
    readInviteesFile: async (file) => read(await file.text()),
    makeInvitations: async (wanted) => {
      const made = wanted.map((one, n) => rowOf(one, `n${rows.length + n}`, now()));
      rows = [...made, ...rows];
      emit({ tag: "invitations" });
      return made;
    },
    cancelInvitation: async (id) => {
      change(id, { stage: "cancelled" });
      return null;
    },
    invitationSent: async (id) => {
      change(id, { sentAt: now(), sentTimes: 1 });
      return null;
    },
    invitationMessage: async (id, language) => `${language}: ${rows.find((row) => row.id === id)?.address}`,
    exportInvitations: async () => ({ id: 1, folder: "/home/ana/Downloads", name: "gangway-invitations.csv" }),
  };
}
