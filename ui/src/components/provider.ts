import type { Provider } from "../api/types";

const NAMES: Record<Provider, string> = { rappi: "Rappi", rainforest: "Rainforest", ratepay: "Ratepay" };

/** A provider as a person calls it. */
export function providerName(provider: Provider): string {
  return NAMES[provider];
}
