import type { SubscriptionRow } from "../../api/types";
import { Pick, Segment } from "../../components/Choice";
import { Combo } from "../../components/Combo";
import { Field } from "../../components/Field";
import { useWords } from "../../i18n";
import { type Draft, type SecretChoice, SHORTEST } from "./desired";
import css from "./Requests.module.css";

type Props = {
  draft: Draft;
  onChange(draft: Draft): void;
  row: SubscriptionRow | null;
  others: SubscriptionRow[];
  suggestions: string[];
};

export function SubscriptionFields({ draft, onChange, row, others, suggestions }: Props) {
  const { t, number } = useWords();
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const choices: { id: SecretChoice; label: string }[] = [
    { id: "ofAddress", label: t(row ? "desired.secret.keep" : "desired.secret.ofAddress") },
    { id: "new", label: t("desired.secret.new") },
    ...(others.length === 0 ? [] : [{ id: "ofRow" as const, label: t("desired.secret.ofRow") }]),
    { id: "given", label: t("desired.secret.given") },
  ];
  return (
    <>
      <Combo
        label={t("subscription.event")}
        hint={t("desired.eventHint")}
        value={draft.event}
        onChange={(event) => set({ event })}
        suggestions={suggestions}
        more={t("desired.suggestions")}
        autoFocus
        testId="desired-event"
      />
      {!row && (
        <Segment
          label={t("desired.target")}
          options={[
            { id: "address", label: t("desired.target.address") },
            { id: "here", label: t("desired.target.here") },
          ]}
          value={draft.target}
          onChange={(target) => set({ target, secret: target === "here" ? "ofAddress" : draft.secret })}
          testId={(id) => `desired-target-${id}`}
        />
      )}
      {draft.target === "here" ? (
        <p className={css.hint}>{t("desired.hereHint")}</p>
      ) : (
        <>
          <Field
            label={t("subscription.url")}
            value={draft.url}
            onChange={(url) => set({ url })}
            placeholder="https://hooks.example.com/ratepay"
            mono
            testId="desired-url"
          />
          <Pick
            label={t("subscription.secret")}
            options={choices}
            value={draft.secret}
            onChange={(secret) => set({ secret, secretOf: others[0]?.id ?? "", given: "" })}
            testId="desired-secret"
          />
          {draft.secret === "ofRow" && (
            <Pick
              label={t("desired.secretOf")}
              options={others.map(({ id, event, url }) => ({ id, label: `${event} · ${url}` }))}
              value={draft.secretOf}
              onChange={(secretOf) => set({ secretOf })}
              testId="desired-secret-of"
            />
          )}
        </>
      )}
      {draft.secret === "given" && (
        <Field
          label={t("desired.given")}
          hint={t("desired.givenHint", { shortest: number(SHORTEST), length: number([...draft.given].length) })}
          value={draft.given}
          onChange={(given) => set({ given })}
          type="password"
          autoComplete="off"
          testId="desired-given"
        />
      )}
    </>
  );
}
