import type { Words } from "../../i18n";

/** Names of the document (docs/wire.md 2.1), of their parts, and of reviews and their words: `field.<name>`. */
const NAMES = [
  "accepted",
  "account_number",
  "address",
  "approved_at",
  "authorized_signer",
  "average_monthly_volume",
  "average_ticket",
  "bank_statements",
  "billing_bank_account",
  "billing_bank_account_last_4",
  "business",
  "business_license",
  "business_model",
  "business_name_tin",
  "business_verification",
  "city",
  "country",
  "created_at",
  "date_of_birth",
  "dba_name",
  "decision",
  "declined",
  "declined_at",
  "deposit_bank_account",
  "deposit_bank_account_last_4",
  "deposit_method_1",
  "deposit_schedule",
  "dob",
  "email",
  "file_upload_ids",
  "financial_1",
  "financial_2",
  "first_name",
  "high_ticket",
  "identity",
  "in_review",
  "in_review_at",
  "last_name",
  "legal_name",
  "line_1",
  "line_2",
  "mcc",
  "mcc_desc",
  "merchant_application_id",
  "merchant_id",
  "merchant_type",
  "name",
  "needs_information_at",
  "other",
  "ownership_percentage",
  "phone_number",
  "platform_id",
  "postal_code",
  "reason",
  "requested",
  "requested_at",
  "resubmitted_at",
  "routing_number",
  "ssn",
  "ssn_last_4",
  "state",
  "status",
  "submitted_at",
  "tax_id",
  "tax_id_last_4",
  "title",
  "underwriting_reviews",
  "underwriting_verifications",
  "updated_at",
  "validation_errors",
  "website",
] as const;

const OWNER = /^owner_([1-9])$/;
/** The place of an entry in a list. */
const PLACE = /^\d+$/;

function word(part: string, t: Words["t"]): string | null {
  const owner = OWNER.exec(part);
  if (owner) return t("field.owner", { number: owner[1] });
  if (PLACE.test(part)) return part;
  const known = NAMES.find((name) => name === part);
  return known ? t(`field.${known}`) : null;
}

/** A field in words: `owner_1.ssn_last_4` is "Owner 1 · last four digits of …"; null: nobody here knows the name. */
export function fieldWords(name: string, t: Words["t"]): string | null {
  const parts = name.split(".").map((part) => word(part, t));
  if (parts.some((part) => part === null)) return null;
  const text = parts.join(" · ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
