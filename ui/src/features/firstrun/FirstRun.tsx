import { useState } from "react";
import type { Failure } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { Icon } from "../../components/Icon";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { LanguageChoice } from "../../navigation/LanguageChoice";
import { NoticeStack } from "../../navigation/NoticeStack";
import { useOpenProfile } from "../../navigation/useOpenProfile";
import css from "./FirstRun.module.css";
import { ProfileForm } from "./ProfileForm";

/** The first screen of all: try everything without an account, or connect a real environment. */
export function FirstRun({ failure }: { failure: Failure | null }) {
  const { t } = useWords();
  const openProfile = useOpenProfile();
  const [connecting, setConnecting] = useState(false);
  const [sandbox, opening] = useAct(() => openProfile("sandbox"));
  return (
    <main className={css.page}>
      <div className={css.column}>
        <header className={css.head}>
          <span className={css.logo}>G</span>
          <div>
            <h1>{t("first.title")}</h1>
            <p>{t("first.text")}</p>
          </div>
        </header>
        {failure && <FailureNote failure={failure} testId="start-failure" />}
        {connecting ? (
          <section className={css.card}>
            <h2>{t("first.connect")}</h2>
            <ProfileForm onCancel={() => setConnecting(false)} onCreated={openProfile} />
          </section>
        ) : (
          <div className={css.choices}>
            <section className={css.card}>
              <span className={css.sandbox}>
                <Icon name="sandbox" size={20} />
              </span>
              <h2>{t("first.sandbox")}</h2>
              <p>{t("first.sandboxText")}</p>
              <div className={css.gap} />
              <Button look="primary" busy={opening} onPress={sandbox} testId="first-run-sandbox">
                {t("first.sandboxAct")}
              </Button>
            </section>
            <section className={css.card}>
              <span className={css.plug}>
                <Icon name="plug" size={20} />
              </span>
              <h2>{t("first.connect")}</h2>
              <p>{t("first.connectText")}</p>
              <div className={css.gap} />
              <Button onPress={() => setConnecting(true)} testId="first-run-connect">
                {t("first.connectAct")}
              </Button>
            </section>
          </div>
        )}
        <LanguageChoice />
      </div>
      <NoticeStack />
    </main>
  );
}
