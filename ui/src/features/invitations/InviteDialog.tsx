import { useState } from "react";
import type { InviteeRow } from "../../api/types";
import { Area } from "../../components/Area";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { Modal } from "../../components/Modal";
import { useNotices } from "../../components/notices/notices";
import { useActHere } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { FileStep } from "../import/FileStep";
import { Invitees } from "./Invitees";

/** From a list, pasted or in a file, to links: read it, look at every row, make them. */
export function InviteDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const [text, setText] = useState("");
  const [rows, setRows] = useState<InviteeRow[] | null>(null);
  const wanted = (rows ?? []).flatMap(({ invitation }) => invitation ?? []);
  const reading = useActHere(async (file: File | null) => {
    setRows(await (file ? platform.readInviteesFile(file) : platform.readInvitees(text)));
  });
  const making = useActHere(async () => {
    const made = await platform.makeInvitations(wanted);
    done(t("invitations.made", { count: made.length }));
    onClose();
  });
  const failure = reading.failure ?? making.failure;
  const foot = rows ? (
    <>
      <Button onPress={() => setRows(null)}>{t("common.back")}</Button>
      <Button
        look="primary"
        busy={making.busy}
        isDisabled={wanted.length === 0}
        onPress={() => making.run()}
        testId="invitations-make"
      >
        {t("invitations.make", { count: wanted.length })}
      </Button>
    </>
  ) : (
    <Button
      look="primary"
      busy={reading.busy}
      isDisabled={text.trim() === ""}
      onPress={() => reading.run(null)}
      testId="invitations-read"
    >
      {t("invitations.read")}
    </Button>
  );
  return (
    <Modal wide title={t("invitations.new")} open onClose={onClose} foot={foot} testId="invite-dialog">
      <p>{t("invitations.text")}</p>
      {failure && <FailureNote failure={failure} testId="invite-failure" />}
      {rows ? (
        <Invitees rows={rows} />
      ) : (
        <>
          <Area
            label={t("invitations.list")}
            hint={t("invitations.listHint")}
            rows={6}
            prose
            value={text}
            onChange={setText}
            testId="invitations-list"
          />
          <FileStep busy={reading.busy} onFile={(file) => reading.run(file)} />
        </>
      )}
    </Modal>
  );
}
