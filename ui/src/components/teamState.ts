import type { TeamState } from "../api/types";
import type { IconName } from "./Icon";
import type { Tone } from "./State";

/** How the state of a team's feed looks. */
export const TEAM_LOOK: Record<TeamState, { tone: Tone; icon: IconName }> = {
  none: { tone: "off", icon: "ring" },
  connecting: { tone: "run", icon: "ring" },
  catching_up: { tone: "run", icon: "ring" },
  live: { tone: "ok", icon: "check" },
  not_live: { tone: "late", icon: "clock" },
  fork: { tone: "bad", icon: "cross" },
  recovering: { tone: "late", icon: "clock" },
  removed: { tone: "bad", icon: "cross" },
};
