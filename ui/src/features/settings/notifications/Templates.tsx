import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Language, NotificationChannel, TemplateKey } from "../../../api/types";
import { Pick } from "../../../components/Choice";
import { Loading } from "../../../components/Page";
import { useWords } from "../../../i18n";
import { MESSAGE_LANGUAGES, nameOf } from "../../../i18n/languages";
import { templateQuery } from "../../../queries/notificationQueries";
import { EVENTS, eventWord } from "../../notifications/words";
import { Group } from "../Group";
import css from "./NotificationSection.module.css";
import { TemplateEditor } from "./TemplateEditor";

const CHANNELS: NotificationChannel[] = ["internal", "email", "platform"];

/** The words of messages, one template for each event, channel and language. */
export function Templates({ edited }: { edited: TemplateKey[] }) {
  const { t, number } = useWords();
  const [key, setKey] = useState<TemplateKey>({ language: "en", channel: "email", event: "needs_information" });
  const { data } = useQuery(templateQuery(key));
  const set = (more: Partial<TemplateKey>) => setKey((before) => ({ ...before, ...more }));
  return (
    <Group
      title={t("template.title")}
      text={`${t("template.text")} ${t("template.edited", { count: edited.length, number: number(edited.length) })}`}
    >
      <div className={css.row}>
        <Pick
          label={t("webhook.event")}
          options={EVENTS.map((id) => ({ id, label: eventWord(id, t) }))}
          value={EVENTS.find((id) => id === key.event) ?? null}
          onChange={(event) => set({ event })}
          testId="template-event"
        />
        <Pick
          label={t("notification.channel")}
          options={CHANNELS.map((id) => ({ id, label: t(`channel.${id}`) }))}
          value={key.channel}
          onChange={(channel) => set({ channel })}
          testId="template-channel"
        />
        <Pick
          label={t("notifications.language")}
          options={MESSAGE_LANGUAGES.map((id: Language) => ({ id, label: nameOf(id) }))}
          value={key.language}
          onChange={(language) => set({ language })}
          testId="template-language"
        />
      </div>
      {data ? <TemplateEditor key={JSON.stringify([key, data.template])} view={data} /> : <Loading />}
    </Group>
  );
}
