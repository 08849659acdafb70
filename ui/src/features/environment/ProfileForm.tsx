import { useState } from "react";
import { Button } from "../../components/Button";
import { Pick, Segment } from "../../components/Choice";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { FailureNote } from "../../components/failure/FailureNote";
import { useActHere } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { COUNTRIES, type Form as Draft, draftOf, EMPTY_FORM, PROBLEM, type TextKey } from "./draft";
import css from "./ProfileForm.module.css";

type Props = { onCancel(): void; onCreated(name: string): Promise<void> };

export function ProfileForm({ onCancel, onCreated }: Props) {
  const { t, country } = useWords();
  const platform = usePlatform();
  const [form, setForm] = useState(EMPTY_FORM);
  const set = (change: Partial<Draft>) => setForm((before) => ({ ...before, ...change }));
  const create = useActHere(async () => {
    const { name } = await platform.createProfile(draftOf(form));
    await onCreated(name);
  });
  const text = (key: TextKey, more: { type?: string; mono?: boolean; placeholder?: string; hint?: string } = {}) => {
    const validate = (value: string) => {
      const problem = PROBLEM[key](value);
      return problem && t(problem);
    };
    return (
      <Field
        label={t(`form.${key}`)}
        value={form[key]}
        onChange={(value) => set({ [key]: value })}
        validate={validate}
        testId={`profile-${key}`}
        {...more}
      />
    );
  };
  return (
    <Form className={css.form} onSend={() => create.run()}>
      <div className={css.pair}>
        {text("name", { placeholder: "rappi-co", hint: t("form.nameHint"), mono: true })}
        <Segment
          label={t("form.kind")}
          options={[
            { id: "development", label: t("kind.development") },
            { id: "production", label: t("kind.production") },
          ]}
          value={form.kind}
          onChange={(kind) => set({ kind })}
          testId={(id) => `profile-kind-${id}`}
        />
      </div>
      <div className={css.pair}>
        <Pick
          label={t("form.country")}
          options={COUNTRIES.map((id) => ({ id, label: country(id) }))}
          value={form.country as (typeof COUNTRIES)[number]}
          onChange={(id) => set({ country: id })}
          testId="profile-country"
        />
        {text("integrations", { placeholder: "pos-co-01", hint: t("form.integrationsHint"), mono: true })}
      </div>
      <div className={css.pair}>
        {text("clientId", { mono: true })}
        {text("clientSecret", { type: "password", hint: t("form.clientSecretHint") })}
      </div>
      {text("publicUrl", { placeholder: "https://hooks.example.com", hint: t("form.publicUrlHint"), mono: true })}
      {create.failure && <FailureNote failure={create.failure} testId="profile-failure" />}
      <div className={css.acts}>
        <Button look="ghost" onPress={onCancel}>
          {t("common.back")}
        </Button>
        <Button look="primary" type="submit" busy={create.busy} testId="profile-create">
          {t("form.create")}
        </Button>
      </div>
    </Form>
  );
}
