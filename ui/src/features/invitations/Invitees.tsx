import type { InviteeRow } from "../../api/types";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useWords } from "../../i18n";
import { nameOf } from "../../i18n/languages";

/** What a list came to, row by row. */
export function Invitees({ rows }: { rows: InviteeRow[] }) {
  const { t, number } = useWords();
  const columns: ColumnOf<InviteeRow>[] = [
    { id: "line", title: t("invitations.line"), width: "70px", quiet: true, show: ({ line }) => number(line) },
    { id: "label", title: t("invitations.merchant"), width: "30%", show: ({ invitation }) => invitation?.label ?? "–" },
    { id: "email", title: t("invitations.email"), width: "34%", show: ({ invitation }) => invitation?.email ?? "–" },
    {
      id: "state",
      title: t("invitations.language"),
      show: ({ invitation, why }) =>
        why ? (
          <State tone="late" icon="cross" word={t(`invitations.fault.${why}`)} testId="invitee-fault" />
        ) : invitation?.language ? (
          nameOf(invitation.language)
        ) : (
          "–"
        ),
    },
  ];
  return (
    <Table
      label={t("invitations.list")}
      columns={columns}
      rows={rows}
      idOf={({ line }) => line}
      testId="invitee-row"
      empty={t("invitations.noRows")}
      atOnce={200}
    />
  );
}
