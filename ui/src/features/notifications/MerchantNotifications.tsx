import type { Language, MutedEdit } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Flag, Pick } from "../../components/Choice";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { MESSAGE_LANGUAGES, nameOf } from "../../i18n/languages";
import { usePlatform } from "../../queries/usePlatform";
import css from "./Notifications.module.css";

const AS_SET = "settings";

/** How this one merchant is told: not at all, or in another language than the others. */
export function MerchantNotifications({ merchant, onOnly }: { merchant: MutedEdit; onOnly?: () => void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [change] = useAct((more: Partial<MutedEdit>) => platform.muteMerchant({ ...merchant, ...more }));
  return (
    <section>
      <h3>{t("notification.merchant")}</h3>
      <Card>
        <div className={css.told}>
          <Flag
            label={t("notification.muted")}
            on={merchant.muted}
            onChange={(muted) => change({ muted })}
            testId="notification-muted"
          />
          <Pick<Language | typeof AS_SET>
            label={t("notifications.language")}
            options={[
              { id: AS_SET, label: t("notification.asSet") },
              ...MESSAGE_LANGUAGES.map((id: Language) => ({ id, label: nameOf(id) })),
            ]}
            value={merchant.language ?? AS_SET}
            onChange={(language) => change({ language: language === AS_SET ? null : language })}
            testId="notification-language"
          />
          {onOnly && (
            <div>
              <Button onPress={onOnly} testId="notification-only">
                {t("notification.only")}
              </Button>
            </div>
          )}
        </div>
      </Card>
    </section>
  );
}
