import type { ReactNode } from "react";
import { useWords } from "../i18n";
import { Modal } from "./Modal";
import css from "./Page.module.css";
import { useNarrow } from "./useNarrow";

type HeadProps = {
  crumb?: ReactNode;
  title: ReactNode;
  pill?: string;
  meta?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};

export function Head({ crumb, title, pill, meta, actions, children }: HeadProps) {
  return (
    <header className={css.head}>
      {crumb && <div className={css.crumb}>{crumb}</div>}
      <div className={css.title}>
        <h1>{title}</h1>
        {pill && <span className={css.pill}>{pill}</span>}
      </div>
      <div className={css.line}>
        <div className={css.meta}>{meta}</div>
        <div className={css.actions}>{actions}</div>
      </div>
      {children}
    </header>
  );
}

type SplitProps = {
  children: ReactNode;
  panel: ReactNode;
  panelTitle: string;
  open: boolean;
  onClose(): void;
  testId?: string;
};

/** The work and, on its right, the panel; below 1100 px the panel is a drawer. */
export function Split({ children, panel, panelTitle, open, onClose, testId }: SplitProps) {
  const narrow = useNarrow();
  return (
    <div className={narrow ? css.single : css.split}>
      <section className={css.pane}>{children}</section>
      {narrow ? (
        <Modal side title={panelTitle} open={open} onClose={onClose} testId={testId}>
          {panel}
        </Modal>
      ) : (
        <aside className={css.panel} aria-label={panelTitle} data-stands="panel" data-testid={testId}>
          {panel}
        </aside>
      )}
    </div>
  );
}

/** The title of a panel, left out in a drawer, which has its own. */
export function PanelTitle({ children }: { children: ReactNode }) {
  return useNarrow() ? null : <h2>{children}</h2>;
}

export function Bar({ children }: { children: ReactNode }) {
  return <div className={css.bar}>{children}</div>;
}

type EmptyProps = { title: string; text: string; action?: ReactNode; testId?: string };

export function Empty({ title, text, action, testId }: EmptyProps) {
  return (
    <div className={css.empty} data-testid={testId}>
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </div>
  );
}

export function Loading() {
  const { t } = useWords();
  return <div className={css.loading} aria-busy="true" aria-label={t("common.working")} role="status" />;
}
