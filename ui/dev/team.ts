import type { Platform } from "../src/api";
import type { InvitationSeen, TeamStatus, Webhook } from "../src/api/types";
import { teamClaimsOf, teamFactsOf, teamRunsOf } from "./teamFacts";

type Parts =
  | "readInvitation"
  | "openedInvitation"
  | "forgetInvitation"
  | "tryTeam"
  | "teamStatus"
  | "teamMembers"
  | "teamFacts"
  | "teamRuns"
  | "teamClaims"
  | "askToLetGo"
  | "letGoStores"
  | "workAlone"
  | "joinTeam"
  | "inviteToTeam"
  | "removeTeamDevice"
  | "leaveTeam";

const ALONE: TeamStatus = {
  state: "none",
  since: null,
  failure: null,
  lead: null,
  alone: null,
  feed: null,
  membership: null,
  completeTo: 0,
  completeAt: null,
  receivedTo: 0,
  beginsAfter: 0,
  head: 0,
  unread: 0,
  fork: null,
};

function invitationOf(link: string): InvitationSeen {
  const [relay, rest] = link.split("/join#");
  if (!rest)
    throw { code: "bad_input", reason: "invitation_malformed", message: "This is no invitation.", detail: null };
  return { link, relay };
}

/** A team, pretended: whoever joins is its admin. */
export function teamParts(now: number, invited: string | null = null): Pick<Platform, Parts> {
  let status = ALONE;
  let claims = teamClaimsOf(now);
  let opened = invited === null ? null : invitationOf(invited);
  const others = [
    {
      id: "d2",
      name: "Bogotá 3",
      person: "Bruno Díaz",
      role: "member" as const,
      joinedAt: now - 86_400_000,
      isThis: false,
      seenAt: now - 3_600_000,
      has: 47_927,
      behind: 284,
    },
  ];
  const joined = (relay: string, team: string, person: string, device: string) => {
    const membership = { relay, team, person, device, deviceId: "d1", role: "admin" as const, joinedAt: now };
    const complete = { completeTo: 48_211, completeAt: now, receivedTo: 48_211, head: 48_211 };
    const lead = { person, isThis: true };
    status = { ...ALONE, ...complete, lead, state: "live", since: now, feed: "stream", membership };
    return status;
  };
  return {
    teamStatus: async () => status,
    teamMembers: async () => ({
      devices: [
        {
          id: "d1",
          name: status.membership?.device ?? "",
          person: status.membership?.person ?? "",
          role: "admin",
          joinedAt: now,
          isThis: true,
          seenAt: now,
          has: 48_211,
          behind: 0,
        },
        ...others,
      ],
      endpoints: [
        {
          address: "https://relay.acme.example/hooks/…",
          provider: "rappi",
          event: "STORE_PROVISIONING_STATUS",
          createdAt: now,
          secrets: 1,
        },
      ],
    }),
    teamFacts: async ({ what, person }, limit, offset) => {
      const rows = status.membership ? teamFactsOf(now) : [];
      const found = rows.filter(
        (row) => (what.length === 0 || (row.what && what.includes(row.what))) && (!person || row.person === person),
      );
      const people = [...new Set(rows.map((row) => row.person))].map((name) => ({ id: name, name }));
      return { rows: found.slice(offset, offset + limit), total: found.length, people };
    },
    teamRuns: async () => (status.membership ? teamRunsOf(now) : []),
    teamClaims: async () => (status.membership ? claims : []),
    askToLetGo: async (stores) => {
      claims = claims.map((claim) => (stores.includes(claim.store) ? { ...claim, weAsked: true } : claim));
      return null;
    },
    letGoStores: async (stores) => {
      claims = claims.filter((claim) => !stores.includes(claim.store));
      return null;
    },
    workAlone: async (reason) => {
      status = { ...status, alone: { since: now, reason } };
      return status;
    },
    joinTeam: async (_link, person, device) => joined("https://relay.acme.example", "Acme POS", person, device),
    tryTeam: async (person, device) => joined("http://127.0.0.1:41873", "Demo team", person, device),
    inviteToTeam: async (email) => ({
      link: "https://relay.acme.example/join#inv.secret",
      invited: email,
      expiresAt: now + 7 * 86_400_000,
    }),
    removeTeamDevice: async (device) => {
      others.splice(0, others.length, ...others.filter((it) => it.id !== device));
      return null;
    },
    readInvitation: async (link) => invitationOf(link),
    openedInvitation: async () => opened,
    forgetInvitation: async () => {
      opened = null;
      return null;
    },
    leaveTeam: async () => {
      status = ALONE;
      return null;
    },
  };
}

/** In a team the relay takes results in. */
export function hooksOf({ membership }: TeamStatus, hooks: Webhook[]): Webhook[] {
  if (!membership) return [...hooks];
  const at = { state: "not_read" as const, team: membership.team, url: `${membership.relay}/hooks/…` };
  return hooks.map((hook) => ({ ...hook, ...at, endpoint: "", registeredAt: null, answer: null }));
}
