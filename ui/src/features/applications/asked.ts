import type { ApplicationFilter } from "../../api/types";
import { statusWord } from "../../components/applicationStatus";

/** What the table is asked for, without the page. */
export type Asked = Omit<ApplicationFilter, "offset" | "limit">;

export const EVERYTHING: Asked = { statuses: [], search: "", resubmitted: false, sort: "oldest" };

/** Those that wait for the merchant or for us. */
export const NEEDING: Asked = { ...EVERYTHING, statuses: ["NEEDS_INFORMATION", "IN_REVIEW"] };

export function same(one: Asked, other: Asked): boolean {
  return (
    one.search === other.search &&
    one.resubmitted === other.resubmitted &&
    one.sort === other.sort &&
    one.statuses.map(statusWord).sort().join() === other.statuses.map(statusWord).sort().join()
  );
}
