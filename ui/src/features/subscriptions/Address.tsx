import type { AddressFinding, AddressReport, Severity } from "../../api/types";
import { Icon, type IconName } from "../../components/Icon";
import { Note } from "../../components/Note";
import { useWords, type Words } from "../../i18n";
import css from "./Address.module.css";

const ICONS: Record<Severity, IconName> = { good: "check", note: "note", bad: "cross" };

/** What a finding says, in the person's language where the report has the value itself. */
function detail(
  { what, severity, detail, reason, about }: AddressFinding,
  { call }: AddressReport,
  words: Words,
): string {
  const { t, moment, number } = words;
  if (reason) return t(`reason.${reason}`, { what: about ?? "" });
  if (what === "time" && call) return `${number(call.tookMs)} ms`;
  if (what === "certificate_ends" && call?.certificateEndsAt) return moment(call.certificateEndsAt);
  if ((what === "syntax" || what === "certificate") && severity === "good") return t("finding.good");
  return detail;
}

/** What is known about an address: each finding with how bad it is, as icon, word and colour. */
export function Address({ report }: { report: AddressReport }) {
  const words = useWords();
  const { t } = words;
  return (
    <div className={css.address} data-testid="address-report" data-usable={report.usable}>
      {!report.usable && <Note tone="bad">{t("address.unusable")}</Note>}
      <ul className={css.findings}>
        {report.findings.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may be looked at twice, and the list never changes
          <li key={index} className={css[finding.severity]}>
            <Icon name={ICONS[finding.severity]} size={14} />
            <span className={css.what}>
              {t(`finding.${finding.what}`)}
              <span className={css.heard}>{` (${t(`severity.${finding.severity}`)})`}</span>
            </span>
            <span className={css.detail} data-selectable>
              {detail(finding, report, words)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
