/** A field as the provider calls it, made readable: `owner_1.ssn_last_4` is "Owner 1 › ssn last 4". */
export function fieldName(name: string): string {
  const parts = name.split(".").map((part) => part.replaceAll("_", " ").trim());
  const text = parts.filter((part) => part !== "").join(" › ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
