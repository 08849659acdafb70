import type { AddressReport } from "../../api/types";
import { Button } from "../../components/Button";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { Address } from "./Address";
import css from "./Requests.module.css";

type Props = { url: string; row: string | null; report: AddressReport | null; onReport(report: AddressReport): void };

/** What is known about an address, and on request one signed test call. */
export function AddressCheck({ url, row, report, onReport }: Props) {
  const { t } = useWords();
  const platform = usePlatform();
  const [check, checking] = useAct(async (call: boolean) => onReport(await platform.checkAddress(url, call, row)));
  return (
    <section className={css.requests}>
      <h3>{t("address.title")}</h3>
      {report && <Address report={report} />}
      <div className={css.acts}>
        {!report && (
          <Button onPress={() => check(false)} busy={checking} testId="address-check">
            {t("address.check")}
          </Button>
        )}
        <Button onPress={() => check(true)} busy={checking} isDisabled={report?.usable === false} testId="address-call">
          {t("address.call")}
        </Button>
      </div>
      <p className={css.hint}>{t("address.callHint")}</p>
    </section>
  );
}
