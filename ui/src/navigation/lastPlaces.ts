import * as v from "valibot";

/** What a person typed is not kept on the disk: it may be somebody's name. */
const NOT_KEPT = ["search"];

const address = v.pipe(v.string(), v.startsWith("/"));
const Kept = v.object({ last: v.optional(address), views: v.record(v.string(), address) });
type Kept = v.InferOutput<typeof Kept>;

type Location = { pathname: string; searchStr: string };

/** A place of the side bar: one name, and no thing in it. */
const isPlace = (pathname: string) => /^\/[^/]+$/.test(pathname);

function withoutTyped({ pathname, searchStr }: Location): string {
  const search = new URLSearchParams(searchStr);
  for (const name of NOT_KEPT) search.delete(name);
  return search.size > 0 ? `${pathname}?${search}` : pathname;
}

function read(key: string): Kept {
  try {
    return v.parse(Kept, JSON.parse(localStorage.getItem(key) ?? ""));
  } catch {
    // Nothing yet, or what another version wrote.
    return { views: {} };
  }
}

/** Where an environment was left, and each of its places, with the view that it had; in this window's own storage. */
export class LastPlaces {
  private readonly key: string;
  private readonly kept: Kept;
  /** With what was typed, as long as the window lives. */
  private readonly views: Map<string, string>;

  /** Addresses to which a link leads, in environments that are about to be shown. */
  private static readonly arrivals = new Map<string, string>();

  /** The next time that an environment is shown, it is shown there. */
  static arriveAt(profile: string, address: string): void {
    LastPlaces.arrivals.set(profile, address);
  }

  constructor(profile: string) {
    this.key = `gangway.places.${profile}`;
    this.kept = read(this.key);
    this.kept.last = LastPlaces.arrivals.get(profile) ?? this.kept.last;
    LastPlaces.arrivals.delete(profile);
    this.views = new Map(Object.entries(this.kept.views));
  }

  get last(): string | null {
    return this.kept.last ?? null;
  }

  /** The address at which a place was left. */
  of(path: string): string {
    return this.views.get(path) ?? path;
  }

  remember(location: Location): void {
    const { pathname, searchStr } = location;
    this.kept.last = withoutTyped(location);
    if (isPlace(pathname)) {
      this.views.set(pathname, pathname + searchStr);
      this.kept.views[pathname] = this.kept.last;
    }
    localStorage.setItem(this.key, JSON.stringify(this.kept));
  }
}
