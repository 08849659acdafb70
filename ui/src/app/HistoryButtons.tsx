import { useLocation, useRouter } from "@tanstack/react-router";
import { Button } from "../components/Button";
import { Tip } from "../components/Tip";
import { useWords } from "../i18n";
import { keysText } from "../navigation/shortcuts";
import css from "./Side.module.css";

/** Back and forward through the places, for the hand that has the mouse. */
export function HistoryButtons() {
  const { t } = useWords();
  const { history } = useRouter();
  // Where in the history the place is that is shown.
  const at = useLocation({ select: ({ state }) => state.__TSR_index });
  return (
    <div className={css.history}>
      <Tip text={`${t("palette.back")} · ${keysText("back")}`}>
        <Button
          look="ghost"
          icon="back"
          aria-label={t("palette.back")}
          isDisabled={at <= 0}
          onPress={() => history.back()}
          testId="history-back"
        />
      </Tip>
      <Tip text={`${t("palette.forward")} · ${keysText("forward")}`}>
        <Button
          look="ghost"
          icon="forward"
          aria-label={t("palette.forward")}
          isDisabled={at >= history.length - 1}
          onPress={() => history.forward()}
          testId="history-forward"
        />
      </Tip>
    </div>
  );
}
