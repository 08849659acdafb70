/** What a person typed is not kept: it may be somebody's name. */
const NOT_KEPT = ["search"];

const keyOf = (profile: string) => `gangway.place.${profile}`;

/** Where a profile was left, in this window's own storage. */
export function lastPlace(profile: string): string | null {
  const place = localStorage.getItem(keyOf(profile));
  return place?.startsWith("/") ? place : null;
}

export function rememberPlace(profile: string, { pathname, searchStr }: { pathname: string; searchStr: string }): void {
  const search = new URLSearchParams(searchStr);
  for (const name of NOT_KEPT) search.delete(name);
  localStorage.setItem(keyOf(profile), search.size > 0 ? `${pathname}?${search}` : pathname);
}
