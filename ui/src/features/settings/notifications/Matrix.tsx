import type { MatrixRow } from "../../../api/types";
import { statusWord } from "../../../components/applicationStatus";
import { useWords } from "../../../i18n";
import { eventWord, statusOfEvent } from "../../notifications/words";
import { Group } from "../Group";
import css from "./NotificationSection.module.css";

const COLUMNS = ["internal", "email", "platform"] as const;

/** Which event is told on which channel. */
export function Matrix({ rows, onChange }: { rows: MatrixRow[]; onChange(rows: MatrixRow[]): void }) {
  const { t } = useWords();
  const set = (event: MatrixRow["event"], column: (typeof COLUMNS)[number], on: boolean) =>
    onChange(rows.map((row) => (row.event === event ? { ...row, [column]: on } : row)));
  return (
    <Group title={t("notifications.matrix")} text={t("notifications.matrixText")}>
      <table className={css.matrix} data-testid="notifications-matrix">
        <thead>
          <tr>
            <th scope="col">{t("webhook.event")}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`channel.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={statusWord(statusOfEvent(row.event))}>
              <th scope="row">{eventWord(row.event, t)}</th>
              {COLUMNS.map((column) => (
                <td key={column}>
                  <label className={css.cell}>
                    <input
                      type="checkbox"
                      checked={row[column]}
                      onChange={(event) => set(row.event, column, event.currentTarget.checked)}
                      aria-label={`${eventWord(row.event, t)}: ${t(`channel.${column}`)}`}
                      data-testid={`matrix-${statusWord(statusOfEvent(row.event)).toLowerCase()}-${column}`}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Group>
  );
}
