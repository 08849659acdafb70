import type { Provider } from "../api/types";

const NAMES: Record<Provider, string> = { rappi: "Rappi", rainforest: "Rainforest", ratepay: "Ratepay" };

/** A provider as a person calls it. */
export function providerName(provider: Provider): string {
  return NAMES[provider];
}

/** The same of a word that came from elsewhere; one that is new here stays as it came. */
export function wordName(word: string): string {
  return word in NAMES ? NAMES[word as Provider] : word;
}
