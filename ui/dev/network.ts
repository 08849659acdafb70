import type { Platform } from "../src/api";
import type { Failure, HostWay, NetworkSettings, ProfileKind } from "../src/api/types";

type Parts = "networkSettings" | "saveNetwork" | "removeProxyPassword" | "checkNetwork";

const HOSTS = ["https://login.partners.dev.rappi.com", "https://api.dev.rappi.com", "https://api.ratepay.com"];
const STEPS = ["login_host", "api_host", "ratepay_host"] as const;

/** Which way calls take, pretended. */
export function networkParts(kind: ProfileKind): Pick<Platform, Parts> {
  const sandbox = kind === "sandbox";
  let settings: NetworkSettings = {
    using: "system",
    proxy: "",
    user: "",
    direct: [],
    authority: "",
    password: "missing",
    authorities: 0,
    sandbox,
    ways: [],
  };
  const ways = (): HostWay[] =>
    HOSTS.map((host, place) => {
      const through = settings.using === "proxy" && !settings.direct.some((name) => host.endsWith(name));
      return {
        step: STEPS[place],
        host,
        through: through ? settings.proxy : null,
        namedBy: through ? "profile" : null,
        finding: null,
      };
    });
  return {
    networkSettings: async () => ({ ...settings, ways: ways() }),
    saveNetwork: async ({ facts, password }) => {
      const place = (key: string, reason: Failure["reason"], what: string) =>
        Promise.reject({ code: "profile_invalid", message: "", detail: null, reason, what, place: { key } });
      if (facts.using === "proxy" && facts.proxy.startsWith("socks4:"))
        return place("network.proxy", "proxy_kind", "http://proxy.example.com:3128");
      if (facts.user.includes(":")) return place("network.proxy_user", "user_colon", "");
      if (facts.authority.endsWith(".txt")) return place("network.authority", "no_certificate", facts.authority);
      const stored = password !== "" ? "stored" : settings.password;
      settings = { ...settings, ...facts, password: stored, authorities: facts.authority === "" ? 0 : 2 };
      return { ...settings, ways: ways() };
    },
    removeProxyPassword: async () => {
      settings = { ...settings, password: "missing" };
      return { ...settings, ways: ways() };
    },
    checkNetwork: async () => ({
      ok: settings.using !== "proxy",
      steps: ways().map(({ host, through }, place) => ({
        step: STEPS[place],
        subject: host,
        outcome: through ? "failed" : "ok",
        finding: through ? "proxy_credentials" : null,
        data: null,
        through,
      })),
    }),
  };
}
