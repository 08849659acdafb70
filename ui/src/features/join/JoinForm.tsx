import type { ProfileSummary } from "../../api/types";
import { Button } from "../../components/Button";
import { Pick } from "../../components/Choice";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { FailureNote } from "../../components/failure/FailureNote";
import { useWords } from "../../i18n";
import { ProfileForm } from "../environment/ProfileForm";
import css from "./JoinForm.module.css";
import { NEW, useJoin } from "./useJoin";

type Props = {
  profiles: ProfileSummary[];
  /** The environment that is shown. */
  current: string | null;
  /** Of an invitation that was opened. */
  link?: string;
  no: string;
  onCancel(): void;
  onJoined(): void;
};

/** Asks for an invitation, with which environment and under which names to join, and joins. */
export function JoinForm({ profiles, current, link, no, onCancel, onJoined }: Props) {
  const { t } = useWords();
  const real = profiles.filter((it) => it.kind !== "sandbox").map((it) => it.name);
  const first = real.find((name) => name === current) ?? real[0] ?? NEW;
  const { request, set, send, busy, failure, relay, back, created } = useJoin(
    { link: link ?? "", environment: first },
    onJoined,
  );
  const known = [...real, request.environment].filter((name, at, all) => name !== NEW && all.indexOf(name) === at);
  const environments = [
    ...known.map((name) => ({ id: name, label: name })),
    { id: NEW as string, label: t("join.new") },
  ];
  const needed = (value: string) => (value.trim() === "" ? t("team.needed") : null);
  if (relay !== null)
    return (
      <div className={css.form}>
        <p className={css.hint}>{t("join.newText", { relay })}</p>
        <ProfileForm onCancel={back} onCreated={created} />
      </div>
    );
  return (
    <Form className={css.form} onSend={send}>
      <Field
        label={t("team.link")}
        hint={t("team.linkHint")}
        mono
        value={request.link}
        onChange={(link) => set({ link })}
        validate={needed}
        testId="join-link"
      />
      <div className={css.pair}>
        <Field
          label={t("team.person")}
          hint={t("team.personHint")}
          value={request.person}
          onChange={(person) => set({ person })}
          validate={needed}
          testId="join-person"
        />
        <Field
          label={t("team.device")}
          hint={t("team.deviceHint")}
          value={request.device}
          onChange={(device) => set({ device })}
          validate={needed}
          testId="join-device"
        />
      </div>
      {known.length > 0 && (
        <Pick
          label={t("join.environment")}
          options={environments}
          value={request.environment}
          onChange={(environment) => set({ environment })}
          testId="join-environment"
        />
      )}
      <p className={css.hint}>{t("join.environmentHint")}</p>
      {failure && <FailureNote failure={failure} testId="join-failure" />}
      <div className={css.acts}>
        <Button look="ghost" onPress={onCancel} testId="join-not">
          {no}
        </Button>
        <Button look="primary" type="submit" busy={busy} testId="join-yes">
          {request.environment === NEW ? t("join.next") : t("join.yes")}
        </Button>
      </div>
    </Form>
  );
}
