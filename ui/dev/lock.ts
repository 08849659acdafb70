import type { Platform } from "../src/api";
import type { Failure, LockStatus, UpdateStatus } from "../src/api/types";

const refused = (reason: Failure["reason"]): Failure => ({
  code: "locked",
  reason,
  what: null,
  place: null,
  provider: null,
  message: "",
  detail: null,
});

/** The window's lock, pretended: the shell's own refuses every command meanwhile. */
export function lockParts() {
  let pin = "";
  let lock: LockStatus = { state: "off", afterMin: null, waitMs: 0 };
  const told = new Set<() => void>();
  const right = (given: string) => {
    if (given !== pin) throw refused("pin_wrong");
  };
  return {
    lockStatus: async () => lock,
    lockNow: async () => {
      lock = { ...lock, state: "locked" };
      for (const one of told) one();
      return null;
    },
    unlockWindow: async (given) => {
      right(given);
      lock = { ...lock, state: "open" };
      return null;
    },
    windowUsed: async () => undefined,
    setPin: async (next, before) => {
      if (lock.state !== "off") right(before);
      pin = next;
      lock = { ...lock, state: "open" };
      return lock;
    },
    removePin: async (given) => {
      right(given);
      lock = { state: "off", afterMin: null, waitMs: 0 };
      return lock;
    },
    lockAfter: async (afterMin) => {
      lock = { ...lock, afterMin };
      return lock;
    },
    diskState: async () => "encrypted",
    onLock: (callback) => {
      told.add(callback);
      return () => void told.delete(callback);
    },
  } satisfies Partial<Platform>;
}

/** New versions: a sandbox does not look. */
export function updateParts() {
  const status: UpdateStatus = {
    state: "off",
    running: "0.1.0",
    address: null,
    offered: null,
    checkedAt: null,
    runGoing: false,
    failure: null,
  };
  return {
    updateStatus: async () => status,
    checkUpdates: async () => status,
  } satisfies Partial<Platform>;
}
