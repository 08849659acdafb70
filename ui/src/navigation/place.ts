import type { Outcome } from "../components/wire";

export type MerchantTab = "stores" | "operations" | "drift" | "review" | "webhook";
export type Place =
  | { at: "home" }
  | { at: "merchants"; businesses?: boolean }
  | { at: "business"; id: string }
  | {
      at: "merchant";
      id: string;
      tab: MerchantTab;
      operation?: string;
      /** Which of its stores. */
      outcome?: Outcome;
      /** What is begun on arrival. */
      act?: "import" | "export";
    }
  | { at: "applications"; open?: string; status?: string }
  | { at: "subscriptions" }
  | { at: "deliveries"; open?: number /** What is searched for on arrival. */; search?: string }
  | { at: "notifications"; open?: string }
  | { at: "activity" }
  | { at: "settings"; section?: SettingsSection };
/** In the order in which they are shown; settings and palette list the same ones. */
export const SETTINGS_SECTIONS = [
  "profile",
  "credentials",
  "receiver",
  "connection",
  "network",
  "notifications",
  "appearance",
  "profiles",
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];
export type Go = (place: Place) => void;
