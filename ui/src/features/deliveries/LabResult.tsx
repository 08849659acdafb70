import type { LabFinding, LabReport } from "../../api/types";
import { Note } from "../../components/Note";
import type { Tone } from "../../components/State";
import { useWords, type WordId } from "../../i18n";
import css from "./LabResult.module.css";

const TONE: Partial<Record<LabFinding, Tone>> = {
  right: "ok",
  compact_form: "ok",
  previous_secret: "doubt",
  tester_form: "doubt",
};

/** More of a finding, as the core's codes say it. */
const DETAIL: Record<string, WordId> = {
  white_space: "labDetail.white_space",
  escapes: "labDetail.escapes",
  line_ends: "labDetail.line_ends",
  byte_order_mark: "labDetail.byte_order_mark",
  not_text: "labDetail.not_text",
  no_value: "labDetail.no_value",
  twice: "labDetail.twice",
  no_time: "labDetail.no_time",
  no_sign: "labDetail.no_sign",
  time: "labDetail.time",
  sign: "labDetail.sign",
  id: "labDetail.id",
};

/** What the signature lab found: the exact reason, and what to do about it. */
export function LabResult({ report }: { report: LabReport }) {
  const { t, span, number } = useWords();
  const { finding, detail, byMs, secret } = report;
  const tone = report.verdict === "rejected" && finding !== "previous_secret" ? "bad" : (TONE[finding] ?? "bad");
  const more = [
    detail !== null && detail in DETAIL ? t(DETAIL[detail]) : detail,
    finding === "clock_off" && byMs !== null && t(byMs < 0 ? "lab.older" : "lab.newer", { span: span(byMs) }),
    secret !== null && finding !== "right" && finding !== "previous_secret" && t(`labSecret.${secret}`),
  ].filter((one) => one !== false && one !== null);
  return (
    <div className={css.result} role="status" data-testid="lab-result" data-finding={finding}>
      <Note tone={tone}>
        <b>{t(`labFinding.${finding}`)}</b>
        {more.map((one) => (
          <span key={one}>{one}</span>
        ))}
        <span className={css.quiet}>
          {t(`labVerdict.${report.verdict}`)} ·{" "}
          {t("deliveries.bytes", { count: report.bytes, number: number(report.bytes) })}
        </span>
      </Note>
      <p className={css.next} data-testid="lab-next">
        <b>{t("lab.next")}</b> {t(`labNext.${report.next}`)}
      </p>
    </div>
  );
}
