import type { ImportGroup, ImportView } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { useWords } from "../../i18n";
import { flagWords } from "../plan/flags";
import css from "./GroupsStep.module.css";

/** Rows with the same integration and options make one operation; each is planned, seen and run on its own. */
export function GroupsStep({ view, onPlan }: { view: ImportView; onPlan(group: number, of: ImportGroup): void }) {
  const words = useWords();
  const { t, number } = words;
  const { groups } = view;
  return (
    <>
      <p>{t("import.groups", { count: groups.length, number: number(groups.length) })}</p>
      <ul className={css.groups}>
        {groups.map((group, index) => (
          <li key={JSON.stringify([group.integration, group.flags])}>
            <Card testId="import-group">
              <div className={css.group}>
                <Facts
                  facts={[
                    { label: t("plan.stores.provision"), value: number(group.stores) },
                    { label: t("plan.integration"), value: group.integration, mono: true },
                    { label: t("import.groupOptions"), value: flagWords(group.flags, words) },
                  ]}
                />
                <Button
                  look={index === 0 ? "primary" : "plain"}
                  autoFocus={index === 0}
                  onPress={() => onPlan(index, group)}
                  testId={`import-plan-${index}`}
                >
                  {t("import.plan", { count: group.stores })}
                </Button>
              </div>
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}
