import { useNavigate } from "@tanstack/react-router";
import type { InvitationRow } from "../../api/types";
import { Button } from "../../components/Button";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useWords } from "../../i18n";
import { useNow } from "../../queries/useNow";
import { InvitationMenu } from "./InvitationMenu";
import css from "./InvitationTable.module.css";
import { isInTrouble, STAGE_LOOK } from "./stage";

/** Every invitation, the newest first: who, how far, until when. */
export function InvitationTable({ rows, mayChange }: { rows: InvitationRow[]; mayChange: boolean }) {
  const { t, number, moment, ago } = useWords();
  const go = useNavigate();
  const now = useNow(15_000);
  const open = (merchant: string) => go({ to: "/merchants/$merchant/$tab", params: { merchant, tab: "stores" } });
  const columns: ColumnOf<InvitationRow>[] = [
    {
      id: "merchant",
      title: t("invitations.merchant"),
      width: "26%",
      show: ({ label, email, merchant }) => (
        <span className={css.who} title={`${label} · ${email ?? ""}`}>
          {merchant ? (
            <Button look="link" onPress={() => open(merchant)} testId="invitation-merchant">
              {label}
            </Button>
          ) : (
            <span>{label}</span>
          )}
          {email !== null && email !== label && <small>{email}</small>}
        </span>
      ),
    },
    { id: "stage", title: t("invitations.stage"), width: "22%", show: (row) => <Stage row={row} /> },
    {
      id: "sent",
      title: t("invitations.sent"),
      width: "11%",
      quiet: true,
      minor: true,
      show: ({ sentAt }) => (sentAt === null ? "–" : ago(sentAt, now)),
    },
    {
      id: "opened",
      title: t("invitations.opened"),
      width: "11%",
      quiet: true,
      minor: true,
      show: ({ openedAt }) => (openedAt === null ? "–" : ago(openedAt, now)),
    },
    {
      id: "stores",
      title: t("invitations.stores"),
      width: "8%",
      end: true,
      show: ({ stores }) => (stores === null ? "–" : number(stores)),
    },
    {
      id: "until",
      title: t("invitations.until"),
      quiet: true,
      show: ({ expiresAt }) => moment(expiresAt, now),
    },
  ];
  if (mayChange)
    columns.push({
      id: "act",
      title: "",
      width: "56px",
      end: true,
      show: (row) => <InvitationMenu row={row} />,
    });
  return (
    <Table
      label={t("place.invitations")}
      columns={columns}
      rows={rows}
      idOf={({ id }) => id}
      testId="invitation-row"
      atOnce={200}
    />
  );
}

function Stage({ row }: { row: InvitationRow }) {
  const { t } = useWords();
  const { tone, icon } = STAGE_LOOK[row.stage];
  const trouble = isInTrouble(row);
  const word = trouble
    ? t(row.failure === null ? "invitations.declined" : "invitations.failed")
    : t(`invitations.stage.${row.stage}`);
  return (
    <span className={css.who}>
      <State tone={trouble ? "late" : tone} icon={trouble ? "doubt" : icon} word={word} testId="invitation-stage" />
      {row.stage === "somebody_else" && <small>{row.who}</small>}
    </span>
  );
}
