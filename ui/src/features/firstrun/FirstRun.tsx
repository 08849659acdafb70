import { type ReactNode, useState } from "react";
import type { Failure, ProfileSummary } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { Icon, type IconName } from "../../components/Icon";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { LanguageChoice } from "../../navigation/LanguageChoice";
import { NoticeStack } from "../../navigation/NoticeStack";
import { useOpenProfile } from "../../navigation/useOpenProfile";
import { usePlatform } from "../../queries/usePlatform";
import { ProfileForm } from "../environment/ProfileForm";
import { JoinForm } from "../join/JoinForm";
import css from "./FirstRun.module.css";

/** The first screen of all: try everything without an account, or connect a real environment. */
export function FirstRun({ failure, profiles }: { failure: Failure | null; profiles: ProfileSummary[] }) {
  const { t } = useWords();
  const openProfile = useOpenProfile();
  const [step, setStep] = useState<"connect" | "join" | null>(null);
  const platform = usePlatform();
  const [tryTeam, trying] = useAct(async () => {
    await platform.openProfile("sandbox");
    await platform.tryTeam(t("team.tryPerson"), t("team.tryDevice"));
    await openProfile("sandbox");
  });
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
        {step === "connect" && (
          <section className={css.card}>
            <h2>{t("first.connect")}</h2>
            <ProfileForm onCancel={() => setStep(null)} onCreated={openProfile} />
          </section>
        )}
        {step === "join" && (
          <section className={css.card} data-testid="first-join">
            <h2>{t("join.title")}</h2>
            <p>{t("join.text")}</p>
            <JoinForm
              profiles={profiles}
              current={null}
              no={t("common.back")}
              onCancel={() => setStep(null)}
              onJoined={() => {}}
            />
          </section>
        )}
        {step === null && (
          <div className={css.choices}>
            <Choice icon="sandbox" tone={css.sandbox} title={t("first.sandbox")} text={t("first.sandboxText")}>
              <Button look="primary" busy={opening} onPress={sandbox} testId="first-run-sandbox">
                {t("first.sandboxAct")}
              </Button>
              <Button look="ghost" busy={trying} onPress={tryTeam} testId="first-run-try-team">
                {t("first.tryTeam")}
              </Button>
            </Choice>
            <Choice icon="plug" tone={css.plug} title={t("first.connect")} text={t("first.connectText")}>
              <Button onPress={() => setStep("connect")} testId="first-run-connect">
                {t("first.connectAct")}
              </Button>
            </Choice>
            <Choice icon="link" tone={css.plug} title={t("first.join")} text={t("first.joinText")}>
              <Button onPress={() => setStep("join")} testId="first-run-join">
                {t("first.joinAct")}
              </Button>
            </Choice>
          </div>
        )}
        <LanguageChoice />
      </div>
      <NoticeStack />
    </main>
  );
}

type ChoiceProps = { icon: IconName; tone: string; title: string; text: string; children: ReactNode };

/** One way to begin. */
function Choice({ icon, tone, title, text, children }: ChoiceProps) {
  return (
    <section className={css.card}>
      <span className={tone}>
        <Icon name={icon} size={20} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      <div className={css.gap} />
      {children}
    </section>
  );
}
