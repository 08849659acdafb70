import { useEffect } from "react";
import { Button } from "../components/Button";
import { Modal } from "../components/Modal";
import { useNoticeLayers } from "../components/notices/noticeLayers";
import { useNotices } from "../components/notices/notices";
import { useWords } from "../i18n";
import { NoticeLine } from "../navigation/NoticeStack";
import { News } from "./News";
import css from "./NoticeCentre.module.css";

type Props = { open: boolean; onClose(): void; version: string };

/** What went wrong at this desk, and what became of applications. */
export function NoticeCentre({ open, onClose, version }: Props) {
  const { t, moment } = useWords();
  const { notices, read } = useNotices();
  const { add } = useNoticeLayers();
  // Here they are listed.
  useEffect(() => (open ? add({ place: null, since: 0 }) : undefined), [open, add]);
  const foot = (
    <Button isDisabled={notices.every((notice) => notice.read)} onPress={() => read("all")}>
      {t("notices.readAll")}
    </Button>
  );
  return (
    <Modal side title={t("notices.title")} open={open} onClose={onClose} foot={foot} testId="notice-centre">
      <News onLeave={onClose} />
      {notices.length === 0 && <p className={css.none}>{t("notices.none")}</p>}
      {notices.map((notice) => (
        <div key={notice.id}>
          <div className={css.at}>{moment(notice.at)}</div>
          <NoticeLine notice={notice} />
        </div>
      ))}
      <p className={css.at}>Gangway {version}</p>
    </Modal>
  );
}
