import type { ReactNode } from "react";
import { Modal as AriaModal, Dialog, Heading, ModalOverlay } from "react-aria-components";
import { useWords } from "../i18n";
import { Button } from "./Button";
import css from "./Modal.module.css";
import { useKeptFocus } from "./useKeptFocus";
import { useNoticePlace } from "./useNoticePlace";

type Props = {
  title: string;
  open: boolean;
  onClose(): void;
  children: ReactNode;
  foot?: ReactNode;
  /** An alert dialog is a decision: a click beside it does not close it. */
  alert?: boolean;
  side?: boolean;
  /** Room for a table. */
  wide?: boolean;
  testId?: string;
};

export function Modal({ title, open, onClose, children, foot, alert, side, wide, testId }: Props) {
  const { t } = useWords();
  const kept = useKeptFocus();
  const notices = useNoticePlace();
  return (
    <ModalOverlay className={css.veil} isOpen={open} onOpenChange={(is) => !is && onClose()} isDismissable={!alert}>
      <AriaModal className={side ? css.side : `${css.modal} ${wide ? css.wide : ""}`}>
        <Dialog ref={kept} className={css.dialog} role={alert ? "alertdialog" : "dialog"} data-testid={testId}>
          <header className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button look="ghost" icon="close" aria-label={t("common.close")} onPress={onClose} />
          </header>
          <div className={css.notices} ref={notices} aria-live="polite" data-testid="dialog-notices" />
          <div className={css.body}>{children}</div>
          {foot && <footer className={css.foot}>{foot}</footer>}
        </Dialog>
      </AriaModal>
    </ModalOverlay>
  );
}
