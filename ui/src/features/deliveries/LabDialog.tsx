import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LabReport } from "../../api/types";
import { Area } from "../../components/Area";
import { Button } from "../../components/Button";
import { Pick } from "../../components/Choice";
import { Field } from "../../components/Field";
import { Modal } from "../../components/Modal";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { webhooksQuery } from "../../queries/webhookQueries";
import { LabResult } from "./LabResult";

const TYPED = "typed";

/** A call that never came in here, examined from what somebody copied. Closed, it forgets everything. */
export function LabDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const { data: webhooks } = useQuery(webhooksQuery);
  const [headers, setHeaders] = useState("");
  const [body, setBody] = useState("");
  const [secret, setSecret] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [report, setReport] = useState<LabReport | null>(null);
  const known = (webhooks ?? []).flatMap(({ endpoint, integration, secret }) =>
    endpoint && secret === "stored" ? [{ id: endpoint, label: t("lab.secretOf", { integration }) }] : [],
  );
  const options = [...known, { id: TYPED, label: t("lab.secretTyped") }];
  const which = chosen ?? options[0].id;
  const typed = which === TYPED;
  const [examine, examining] = useAct(async () => {
    const once = typed ? secret : null;
    setSecret("");
    setReport(null);
    setReport(
      await platform.examine({
        source: { kind: "pasted", headers, body, at: null, endpoint: typed ? null : which },
        secret: once,
        previousSecret: null,
      }),
    );
  });
  const foot = (
    <>
      <Button onPress={onClose}>{t("common.close")}</Button>
      <Button
        look="primary"
        busy={examining}
        isDisabled={(headers === "" && body === "") || (typed && secret === "")}
        onPress={() => examine()}
        testId="lab-examine"
      >
        {t("lab.examine")}
      </Button>
    </>
  );
  return (
    <Modal open title={t("lab.title")} onClose={onClose} foot={foot} testId="lab-dialog">
      <Area
        label={t("lab.headers")}
        hint={t("lab.headersHint")}
        rows={3}
        value={headers}
        onChange={setHeaders}
        placeholder="Rappi-Signature: t=…,sign=…"
        testId="lab-headers"
      />
      <Area label={t("lab.body")} hint={t("lab.bodyHint")} rows={6} value={body} onChange={setBody} testId="lab-body" />
      <Pick label={t("lab.secret")} options={options} value={which} onChange={setChosen} testId="lab-secret-of" />
      {typed && (
        <Field
          label={t("lab.secretField")}
          hint={t("lab.secretHint")}
          type="password"
          autoComplete="off"
          value={secret}
          onChange={setSecret}
          testId="lab-secret"
        />
      )}
      {report && <LabResult report={report} />}
      {report?.finding === "clock_off" && <p>{t("lab.pastedLate")}</p>}
    </Modal>
  );
}
