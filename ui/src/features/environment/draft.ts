import type { ProfileDraft } from "../../api/types";
import type { WordId } from "../../i18n";

/** Rappi's countries; the development environment serves them all. */
export const COUNTRIES = ["ar", "br", "cl", "co", "cr", "ec", "mx", "pe", "uy"] as const;

export type Form = {
  name: string;
  kind: "development" | "production";
  country: string;
  clientId: string;
  clientSecret: string;
  integrations: string;
  publicUrl: string;
};

/** What is typed; the rest is chosen. */
export type TextKey = Exclude<keyof Form, "kind" | "country">;

export const EMPTY_FORM: Form = {
  name: "",
  kind: "development",
  country: "co",
  clientId: "",
  clientSecret: "",
  integrations: "",
  publicUrl: "",
};

export function integrationsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

export function isPublicUrl(text: string): boolean {
  return /^https:\/\/[^\s/]+\.[^\s/]+/.test(text.trim());
}

function nameProblem(name: string): WordId | null {
  if (name === "sandbox") return "form.nameTaken";
  return /^[a-z0-9][a-z0-9-]{0,30}$/.test(name) ? null : "form.nameWrong";
}

/** What is wrong with what stands in a field; a form is sent when nothing is. */
export const PROBLEM: Record<TextKey, (text: string) => WordId | null> = {
  name: (text) => nameProblem(text.trim()),
  clientId: (text) => (text.trim() ? null : "form.clientIdMissing"),
  clientSecret: (text) => (text ? null : "form.clientSecretMissing"),
  integrations: (text) => (integrationsOf(text).length > 0 ? null : "form.integrationsMissing"),
  publicUrl: (text) => (text.trim() === "" || isPublicUrl(text) ? null : "form.publicUrlWrong"),
};

export function draftOf(form: Form): ProfileDraft {
  return {
    name: form.name.trim(),
    kind: form.kind,
    country: form.country,
    clientId: form.clientId.trim(),
    clientSecret: form.clientSecret,
    integrations: integrationsOf(form.integrations),
    publicUrl: form.publicUrl.trim() || null,
  };
}
