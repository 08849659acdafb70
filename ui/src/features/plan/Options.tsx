import type { Flags } from "../../api/types";
import { Card } from "../../components/Card";
import { Flag, Segment } from "../../components/Choice";
import { useWords } from "../../i18n";
import css from "./Options.module.css";

type Props = { flags: Flags; onChange(flags: Flags): void; title?: string };

export function Options({ flags, onChange, title }: Props) {
  const { t } = useWords();
  const flag = (key: "pingActive" | "getMenuActive" | "cancellationEvents") => (
    <Flag
      label={t(`option.${key}`)}
      on={flags[key]}
      onChange={(on) => onChange({ ...flags, [key]: on })}
      testId={`option-${key}`}
    />
  );
  return (
    <section>
      <h3 className={css.title}>{title ?? t("plan.options")}</h3>
      <Card>
        <div className={css.options}>
          {flag("pingActive")}
          {flag("getMenuActive")}
          {flag("cancellationEvents")}
          <div className={css.start}>
            <span>{t("option.status")}</span>
            <Segment
              label={t("option.status")}
              hideLabel
              options={[
                { id: "INACTIVE", label: t("option.INACTIVE") },
                { id: "ACTIVE", label: t("option.ACTIVE") },
              ]}
              value={flags.status}
              onChange={(status) => onChange({ ...flags, status })}
              testId={(id) => `option-status-${id}`}
            />
          </div>
        </div>
      </Card>
    </section>
  );
}
