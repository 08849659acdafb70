/** Before a place in its link; the shell reads what follows (`deep_link/place_link.rs`). */
const OPEN = "dev.gangway.console:/open";

type Location = { pathname: string; searchStr: string };

/** A link to what is shown, for a colleague; `null`: nobody is sent to where settings are made. */
export function placeLink(environment: string, { pathname, searchStr }: Location): string | null {
  if (pathname.startsWith("/settings")) return null;
  const search = new URLSearchParams(searchStr);
  search.append("environment", environment);
  return `${OPEN}${pathname}?${search}`;
}
