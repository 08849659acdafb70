import { localeOf, numbersOf, type WindowLanguage } from "./languages";

export type Formats = {
  /** By which numbers are written: the person's language, in the country of the environment. */
  numbers: string;
  number(value: number): string;
  /** 14:02:31.204, or with the day when it is not today. */
  time(at: number, now?: number): string;
  moment(at: number, now?: number): string;
  /** All of it: day, milliseconds and zone. */
  exact(at: number): string;
  /** "2 min ago"; below ten seconds "now" in the person's language. */
  ago(at: number, now: number): string;
  /** "42 min", "3 h", "26 days": the largest unit that fits. */
  span(ms: number): string;
  /** 0:42 */
  clock(ms: number): string;
  /** "31 Mar 2027", for what is far from today; a day that others named is a day of UTC. */
  day(at: number, zone?: "UTC"): string;
  list(parts: string[]): string;
  country(code: string): string;
};

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

function largest(ms: number): (typeof STEPS)[number] {
  return STEPS.find(([, length]) => Math.abs(ms) >= length) ?? STEPS[3];
}

export function formats(language: WindowLanguage, country: string | null): Formats {
  const { locale, units } = localeOf(language);
  const numbers = numbersOf(language, country);
  const number = new Intl.NumberFormat(numbers, {
    useGrouping: "always",
  } as Intl.NumberFormatOptions);
  const clockTime = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const exact = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZoneName: "short",
    hourCycle: "h23",
  });
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  const long = { day: "numeric", month: "short", year: "numeric" } as const;
  const date = new Intl.DateTimeFormat(locale, long);
  const utcDate = new Intl.DateTimeFormat(locale, { ...long, timeZone: "UTC" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const regions = new Intl.DisplayNames(locale, { type: "region" });
  const sameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString();
  const withDay = (at: number, now: number, text: string) => (sameDay(at, now) ? text : `${day.format(at)} ${text}`);
  const span = (ms: number) => {
    const [unit, length] = largest(ms);
    const amount = Math.max(0, Math.floor(Math.abs(ms) / length));
    return new Intl.NumberFormat(units, {
      style: "unit",
      unit,
      unitDisplay: unit === "day" ? "long" : "short",
    }).format(amount);
  };
  return {
    numbers,
    number: (value) => number.format(value),
    time: (at, now = Date.now()) => withDay(at, now, `${clockTime.format(at)}.${String(at % 1000).padStart(3, "0")}`),
    moment: (at, now = Date.now()) => withDay(at, now, clockTime.format(at)),
    exact: (at) => exact.format(at),
    ago: (at, now) => {
      const passed = Math.max(0, now - at);
      if (passed < 10_000) return relative.format(0, "second");
      const [unit, length] = largest(passed);
      return relative.format(-Math.floor(passed / length), unit);
    },
    span,
    clock: (ms) => {
      const seconds = Math.max(0, Math.ceil(ms / 1000));
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    },
    day: (at, zone) => (zone ? utcDate : date).format(at),
    list: (parts) => list.format(parts),
    country: (code) => regions.of(code.toUpperCase()) ?? code,
  };
}
