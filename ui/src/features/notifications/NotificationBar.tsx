import type { InferOutput } from "valibot";
import type { NotificationChannel, NotificationState } from "../../api/types";
import { Chip } from "../../components/Chip";
import { Pick } from "../../components/Choice";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { useWords } from "../../i18n";
import type { NotificationsView } from "./view";
import { CHANNELS, STATES } from "./words";

type View = InferOutput<typeof NotificationsView>;
type Props = {
  search: string;
  onSearch(search: string): void;
  view: View;
  /** Of the only merchant that is shown; `null`: all are. */
  merchantName: string | null;
  onChange(more: Partial<View>): void;
  count(of: NotificationState | null): number;
};
const ALL = "all";

export function NotificationBar({ search, onSearch, view, merchantName, onChange, count }: Props) {
  const { t, number } = useWords();
  const chip = (of: NotificationState | null) => (
    <Chip
      key={of ?? ALL}
      on={(view.state ?? null) === of}
      onChange={() => onChange({ state: of ?? undefined })}
      label={of ? t(`notification.state.${of}`) : t("common.all")}
      count={count(of) > 0 ? number(count(of)) : undefined}
      testId={`notifications-${of ?? ALL}`}
    />
  );
  return (
    <Bar>
      <Search label={t("notification.search")} value={search} onChange={onSearch} testId="notifications-search" />
      <Pick<NotificationChannel | typeof ALL>
        label={t("notification.channel")}
        hideLabel
        options={[
          { id: ALL, label: t("notification.channelAll") },
          ...CHANNELS.map((id) => ({ id, label: t(`channel.${id}`) })),
        ]}
        value={view.channel ?? ALL}
        onChange={(channel) => onChange({ channel: channel === ALL ? undefined : channel })}
        testId="notifications-channel"
      />
      {[null, ...STATES].map(chip)}
      {merchantName !== null && (
        <Chip
          on
          onChange={() => onChange({ merchant: undefined })}
          label={t("notification.onlyOff", { name: merchantName })}
          testId="notifications-merchant"
        />
      )}
    </Bar>
  );
}
