import { useState } from "react";
import type { LabReport } from "../../api/types";
import { Button } from "../../components/Button";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { LabResult } from "./LabResult";
import css from "./LabResult.module.css";

/** The signature of a delivery that came in, taken apart as of the moment it came. Shown anew for each delivery. */
export function Examine({ id }: { id: number }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [report, setReport] = useState<LabReport | null>(null);
  const [examine, examining] = useAct(async () =>
    setReport(await platform.examine({ source: { kind: "delivery", id }, secret: null, previousSecret: null })),
  );
  return (
    <section className={css.act}>
      <h3>{t("lab.signature")}</h3>
      {!report && <p>{t("lab.text")}</p>}
      {report && <LabResult report={report} />}
      <Button icon="search" busy={examining} onPress={() => examine()} testId="delivery-examine">
        {t(report ? "lab.again" : "lab.examine")}
      </Button>
    </section>
  );
}
