import { useNotices } from "../data/notices";
import { Button } from "../parts/Button";
import { Modal } from "../parts/Modal";
import { useWords } from "../words";
import css from "./NoticeCentre.module.css";
import { NoticeLine } from "./NoticeStack";

export function NoticeCentre({ open, onClose, version }: { open: boolean; onClose(): void; version: string }) {
  const { t, moment } = useWords();
  const { notices, read } = useNotices();
  const foot = (
    <Button isDisabled={notices.every((notice) => notice.read)} onPress={() => read("all")}>
      {t("notices.readAll")}
    </Button>
  );
  return (
    <Modal side title={t("notices.title")} open={open} onClose={onClose} foot={foot} testId="notice-centre">
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
