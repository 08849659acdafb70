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
export type FormErrors = Partial<Record<keyof Form, WordId>>;

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

/** What is wrong with the form, by field; empty when it can be sent. */
export function checkForm(form: Form): FormErrors {
  const errors: FormErrors = {};
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(form.name.trim())) errors.name = "form.nameWrong";
  if (form.name.trim() === "sandbox") errors.name = "form.nameTaken";
  if (!form.clientId.trim()) errors.clientId = "form.clientIdMissing";
  if (!form.clientSecret) errors.clientSecret = "form.clientSecretMissing";
  if (integrationsOf(form.integrations).length === 0) errors.integrations = "form.integrationsMissing";
  if (form.publicUrl.trim() && !isPublicUrl(form.publicUrl)) errors.publicUrl = "form.publicUrlWrong";
  return errors;
}

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
