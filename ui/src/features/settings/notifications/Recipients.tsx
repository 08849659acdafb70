import { Pick } from "../../../components/Choice";
import { Field } from "../../../components/Field";
import { useWords } from "../../../i18n";
import { MESSAGE_LANGUAGES, nameOf } from "../../../i18n/languages";
import { Group } from "../Group";
import type { PartProps } from "./NotificationSection";
import css from "./NotificationSection.module.css";

const languages = MESSAGE_LANGUAGES.map((id) => ({ id, label: nameOf(id) }));

/** Names, languages and hours. */
export function Recipients({ facts, change }: PartProps) {
  const { t } = useWords();
  return (
    <>
      <Group title={t("notifications.quiet")} text={t("notifications.quietText")}>
        <div className={css.row}>
          <Field
            label={t("notifications.from")}
            placeholder="21:00"
            value={facts.quietFrom}
            onChange={(quietFrom) => change({ quietFrom })}
            testId="quiet-from"
          />
          <Field
            label={t("notifications.until")}
            placeholder="08:00"
            value={facts.quietUntil}
            onChange={(quietUntil) => change({ quietUntil })}
            testId="quiet-until"
          />
          <Field
            label={t("notifications.zone")}
            placeholder="America/Bogota"
            value={facts.zone}
            onChange={(zone) => change({ zone })}
            testId="notifications-zone"
          />
        </div>
      </Group>
      <Group title={t("notifications.who")}>
        <Field
          label={t("notifications.platformName")}
          hint={t("notifications.platformNameHint")}
          value={facts.platformName}
          onChange={(platformName) => change({ platformName })}
          testId="notifications-platform-name"
        />
        <div className={css.row}>
          <Pick
            label={t("notifications.language")}
            options={languages}
            value={facts.language}
            onChange={(language) => change({ language })}
            testId="notifications-language"
          />
          <Pick
            label={t("notifications.deskLanguage")}
            options={languages}
            value={facts.deskLanguage}
            onChange={(deskLanguage) => change({ deskLanguage })}
            testId="notifications-desk-language"
          />
        </div>
        <Field
          label={t("notifications.link")}
          hint={t("notifications.linkHint", { placeholder: "{application_id}" })}
          mono
          value={facts.applicationLink}
          onChange={(applicationLink) => change({ applicationLink })}
          testId="notifications-link"
        />
        <Field
          label={t("notifications.support")}
          hint={t("notifications.supportHint")}
          value={facts.support}
          onChange={(support) => change({ support })}
          testId="notifications-support"
        />
      </Group>
    </>
  );
}
