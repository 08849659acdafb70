import type { SubscriptionRow } from "../../api/types";
import { Pick, Segment } from "../../components/Choice";
import { Combo } from "../../components/Combo";
import { Field } from "../../components/Field";
import { useWords } from "../../i18n";
import css from "./Requests.module.css";
import { type Draft, type SecretChoice, SHORTEST } from "./wish";

type Props = {
  draft: Draft;
  onChange(draft: Draft): void;
  row: SubscriptionRow | null;
  others: SubscriptionRow[];
  suggestions: string[];
};

export function WishFields({ draft, onChange, row, others, suggestions }: Props) {
  const { t, number } = useWords();
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const choices: { id: SecretChoice; label: string }[] = [
    { id: "ofAddress", label: t(row ? "wish.secret.keep" : "wish.secret.ofAddress") },
    { id: "new", label: t("wish.secret.new") },
    ...(others.length === 0 ? [] : [{ id: "ofRow" as const, label: t("wish.secret.ofRow") }]),
    { id: "given", label: t("wish.secret.given") },
  ];
  return (
    <>
      <Combo
        label={t("subscription.event")}
        hint={t("wish.eventHint")}
        value={draft.event}
        onChange={(event) => set({ event })}
        suggestions={suggestions}
        more={t("wish.suggestions")}
        autoFocus
        testId="wish-event"
      />
      {!row && (
        <Segment
          label={t("wish.target")}
          options={[
            { id: "address", label: t("wish.target.address") },
            { id: "here", label: t("wish.target.here") },
          ]}
          value={draft.target}
          onChange={(target) => set({ target, secret: target === "here" ? "ofAddress" : draft.secret })}
          testId={(id) => `wish-target-${id}`}
        />
      )}
      {draft.target === "here" ? (
        <p className={css.hint}>{t("wish.hereHint")}</p>
      ) : (
        <>
          <Field
            label={t("subscription.url")}
            value={draft.url}
            onChange={(url) => set({ url })}
            placeholder="https://hooks.example.com/ratepay"
            mono
            testId="wish-url"
          />
          <Pick
            label={t("subscription.secret")}
            options={choices}
            value={draft.secret}
            onChange={(secret) => set({ secret, secretOf: others[0]?.id ?? "", given: "" })}
            testId="wish-secret"
          />
          {draft.secret === "ofRow" && (
            <Pick
              label={t("wish.secretOf")}
              options={others.map(({ id, event, url }) => ({ id, label: `${event} · ${url}` }))}
              value={draft.secretOf}
              onChange={(secretOf) => set({ secretOf })}
              testId="wish-secret-of"
            />
          )}
        </>
      )}
      {draft.secret === "given" && (
        <Field
          label={t("wish.given")}
          hint={t("wish.givenHint", { shortest: number(SHORTEST), length: number([...draft.given].length) })}
          value={draft.given}
          onChange={(given) => set({ given })}
          type="password"
          autoComplete="off"
          testId="wish-given"
        />
      )}
    </>
  );
}
