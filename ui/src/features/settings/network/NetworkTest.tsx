import { useState } from "react";
import type { Check } from "../../../api/types";
import { Button } from "../../../components/Button";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../queries/usePlatform";
import { CheckStepRow } from "../CheckStepRow";
import css from "../ConnectionCheck.module.css";
import { Acts } from "../Group";

/** Calls every provider's host on the way that was saved. */
export function NetworkTest() {
  const { t } = useWords();
  const platform = usePlatform();
  const [check, setCheck] = useState<Check | null>(null);
  const [test, testing] = useAct(async () => setCheck(await platform.checkNetwork()));
  return (
    <>
      <Acts>
        <Button busy={testing} onPress={() => test()} testId="network-test">
          {t("network.test")}
        </Button>
      </Acts>
      <div role="status">
        {check && (
          <ol
            className={`${css.steps} ${testing ? css.stale : ""}`}
            aria-label={t("network.tested")}
            data-testid="network-tested"
          >
            {check.steps.map((step) => (
              <CheckStepRow key={`${step.step} ${step.subject}`} step={step} />
            ))}
          </ol>
        )}
      </div>
    </>
  );
}
