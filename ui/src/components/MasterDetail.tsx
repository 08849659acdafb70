import type { ReactNode } from "react";
import { useWords } from "../i18n";
import { Button } from "./Button";
import css from "./MasterDetail.module.css";
import { Split } from "./Page";
import { useNarrow } from "./useNarrow";

type Props = {
  children: ReactNode;
  /** What is opened beside the work; without it the work has the whole width. */
  detail: ReactNode | null;
  title: string;
  onClose(): void;
  /** `<testId>-panel` and `<testId>-close`. */
  testId: string;
};

/** Work that takes the whole width until one of its rows is opened beside it. */
export function MasterDetail({ children, detail, title, onClose, testId }: Props) {
  const { t } = useWords();
  const narrow = useNarrow();
  if (detail === null) return <section className={css.whole}>{children}</section>;
  return (
    <Split
      panelTitle={title}
      open
      onClose={onClose}
      panel={
        <>
          {!narrow && (
            <div className={css.close}>
              <Button
                look="ghost"
                icon="close"
                aria-label={t("common.close")}
                onPress={onClose}
                testId={`${testId}-close`}
              />
            </div>
          )}
          {detail}
        </>
      }
      testId={`${testId}-panel`}
    >
      {children}
    </Split>
  );
}
