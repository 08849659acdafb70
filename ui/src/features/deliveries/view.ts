import * as v from "valibot";
import type { Verdict } from "../../api/types";
import { oneOf, text, whole } from "../../navigation/address";

const VERDICTS = ["verified", "rejected"] as const satisfies Verdict[];

/** What the webhook log shows. */
export const DeliveriesView = v.object({ search: text, verdict: oneOf(VERDICTS), open: whole });
