import { Pick } from "../../../components/Choice";
import { Field } from "../../../components/Field";
import { useWords } from "../../../i18n";
import { MESSAGE_LANGUAGES, nameOf } from "../../../i18n/languages";
import { Group } from "../Group";
import type { PartProps } from "./Telling";
import css from "./Telling.module.css";

const languages = MESSAGE_LANGUAGES.map((id) => ({ id, label: nameOf(id) }));

/** Names, languages and hours. */
export function Recipients({ facts, change }: PartProps) {
  const { t } = useWords();
  return (
    <>
      <Group title={t("telling.quiet")} text={t("telling.quietText")}>
        <div className={css.row}>
          <Field
            label={t("telling.from")}
            placeholder="21:00"
            value={facts.quietFrom}
            onChange={(quietFrom) => change({ quietFrom })}
            testId="quiet-from"
          />
          <Field
            label={t("telling.until")}
            placeholder="08:00"
            value={facts.quietUntil}
            onChange={(quietUntil) => change({ quietUntil })}
            testId="quiet-until"
          />
          <Field
            label={t("telling.zone")}
            placeholder="America/Bogota"
            value={facts.zone}
            onChange={(zone) => change({ zone })}
            testId="telling-zone"
          />
        </div>
      </Group>
      <Group title={t("telling.who")}>
        <Field
          label={t("telling.platformName")}
          hint={t("telling.platformNameHint")}
          value={facts.platformName}
          onChange={(platformName) => change({ platformName })}
          testId="telling-platform-name"
        />
        <div className={css.row}>
          <Pick
            label={t("telling.language")}
            options={languages}
            value={facts.language}
            onChange={(language) => change({ language })}
            testId="telling-language"
          />
          <Pick
            label={t("telling.deskLanguage")}
            options={languages}
            value={facts.deskLanguage}
            onChange={(deskLanguage) => change({ deskLanguage })}
            testId="telling-desk-language"
          />
        </div>
        <Field
          label={t("telling.link")}
          hint={t("telling.linkHint", { placeholder: "{application_id}" })}
          mono
          value={facts.applicationLink}
          onChange={(applicationLink) => change({ applicationLink })}
          testId="telling-link"
        />
        <Field
          label={t("telling.support")}
          hint={t("telling.supportHint")}
          value={facts.support}
          onChange={(support) => change({ support })}
          testId="telling-support"
        />
      </Group>
    </>
  );
}
