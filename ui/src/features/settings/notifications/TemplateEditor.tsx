import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Template, TemplateFinding, TemplateView } from "../../../api/types";
import { Area } from "../../../components/Area";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Note } from "../../../components/Note";
import { useNotices } from "../../../components/notices/notices";
import { useAct } from "../../../components/useAct";
import { useAsked } from "../../../components/useAsked";
import { useWords } from "../../../i18n";
import { templateQuery } from "../../../queries/notificationQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts } from "../Group";
import { Preview } from "./Preview";

/** Edits a template, with what is wrong with it and what it makes of example data, as it is written. */
export function TemplateEditor({ view }: { view: TemplateView }) {
  const { t, list } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { done } = useNotices();
  const { key } = view;
  const [draft, setDraft] = useState<Template>(view.template);
  const set = (more: Partial<Template>) => setDraft((before) => ({ ...before, ...more }));
  const changed = JSON.stringify(draft) !== JSON.stringify(view.template);
  const asked = useAsked(changed ? () => platform.checkTemplate(key, draft) : null, JSON.stringify(draft));
  const seen = changed ? (asked.answer ?? view) : view;
  const [save, saving] = useAct(async (next: Template | null) => {
    const saved = await platform.saveTemplate(key, next);
    client.setQueryData(templateQuery(key).queryKey, saved);
    done(t("settings.saved"));
  });
  return (
    <>
      <Field
        label={t("template.subject")}
        value={draft.subject}
        onChange={(subject) => set({ subject })}
        testId="template-subject"
      />
      <Area
        label={t("template.plain")}
        hint={t("template.placeholders", { names: list(view.placeholders) })}
        rows={12}
        value={draft.text}
        onChange={(text) => set({ text })}
        testId="template-text"
      />
      {typeof draft.html === "string" && (
        <Area label="HTML" rows={9} value={draft.html} onChange={(html) => set({ html })} testId="template-html" />
      )}
      <Findings findings={seen.findings} />
      <Acts>
        <Button
          busy={saving}
          isDisabled={!changed || !asked.fresh || seen.findings.length > 0}
          onPress={() => save(draft)}
          testId="template-save"
        >
          {t("template.save")}
        </Button>
        {view.edited && (
          <Button busy={saving} onPress={() => save(null)} testId="template-reset">
            {t("template.reset")}
          </Button>
        )}
      </Acts>
      {seen.preview && <Preview words={seen.preview} />}
    </>
  );
}

function Findings({ findings }: { findings: TemplateFinding[] }) {
  const { t } = useWords();
  if (findings.length === 0) return <Note tone="ok">{t("template.fine")}</Note>;
  return (
    <Note tone="bad" testId="template-findings">
      {findings.map(({ part, line, column, problem, name }) => (
        <span key={`${part} ${line} ${column} ${problem} ${name}`}>
          {t("template.at", { part: t(`template.part.${part}`), line, column })}:{" "}
          {t(`template.problem.${problem}`, { name })}
        </span>
      ))}
    </Note>
  );
}
