import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { Card, type Fact, Facts } from "../../components/Card";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { Acts, FormGroup } from "./Group";

type Props = {
  title: string;
  text: string;
  facts: Fact[];
  /** The fields; the sandbox has none. */
  fields: ReactNode | null;
  /** Something was entered that can be kept. */
  ready: boolean;
  save(): Promise<void>;
  /** `null`: there is nothing to check yet. */
  check: (() => Promise<void>) | null;
  checkWord: string;
  /** What the last check came to. */
  checked: ReactNode;
  /** `<testId>-facts`, `-save` and `-check`. */
  testId: string;
};

/** What a provider is told of us: what is known, what can be entered anew, and a check of it. */
export function CredentialForm(props: Props) {
  const { t } = useWords();
  const { done } = useNotices();
  const [save, saving] = useAct(async () => {
    await props.save();
    done(t("settings.saved"));
  });
  const [check, checking] = useAct(async () => props.check?.());
  return (
    <FormGroup title={props.title} text={props.text} onSend={() => save()}>
      <Card testId={`${props.testId}-facts`}>
        <Facts facts={props.facts} />
      </Card>
      {props.fields}
      {props.checked}
      <Acts>
        {props.fields && (
          <Button look="primary" busy={saving} isDisabled={!props.ready} type="submit" testId={`${props.testId}-save`}>
            {t("settings.save")}
          </Button>
        )}
        <Button busy={checking} isDisabled={props.check === null} onPress={check} testId={`${props.testId}-check`}>
          {props.checkWord}
        </Button>
      </Acts>
    </FormGroup>
  );
}
