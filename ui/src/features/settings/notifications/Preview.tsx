import { useState } from "react";
import type { NotificationWords } from "../../../api/types";
import { Segment } from "../../../components/Choice";
import { useWords } from "../../../i18n";
import css from "./NotificationSection.module.css";

type Form = "html" | "text";

/** What a template makes of example data. The page stands in a frame that may do nothing: no scripts, no network, no window. */
export function Preview({ words }: { words: NotificationWords }) {
  const { t } = useWords();
  const [form, setForm] = useState<Form>("html");
  const forms: Form[] = ["html", "text"];
  const html = words.html !== null && form === "html" ? words.html : null;
  return (
    <section className={css.preview} data-testid="template-preview">
      <div className={css.bar}>
        <h3>{t("template.preview")}</h3>
        {words.html !== null && (
          <Segment
            label={t("template.preview")}
            hideLabel
            options={forms.map((id) => ({ id, label: t(`template.form.${id}`) }))}
            value={form}
            onChange={(id: Form) => setForm(id)}
            testId={(id) => `preview-${id}`}
          />
        )}
      </div>
      <div className={css.subject} data-selectable>
        {words.subject}
      </div>
      {html === null ? (
        <div className={css.plain} data-selectable>
          {words.text.trim()}
        </div>
      ) : (
        <iframe
          className={css.page}
          title={t("template.preview")}
          sandbox=""
          srcDoc={html}
          data-testid="preview-page"
        />
      )}
    </section>
  );
}
