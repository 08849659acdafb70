import type { NotificationChannel, NotificationState } from "../../api/types";
import { Chip } from "../../components/Chip";
import { Pick } from "../../components/Choice";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { useWords } from "../../i18n";
import { CHANNELS, STATES } from "./words";

/** What the list is asked for. */
export type AskedOf = {
  state: NotificationState | null;
  channel: NotificationChannel | null;
  merchant: { id: string; name: string } | null;
  search: string;
};
export const NOTHING: AskedOf = { state: null, channel: null, merchant: null, search: "" };

type Props = {
  asked: AskedOf;
  onChange(more: Partial<AskedOf>): void;
  count(of: NotificationState | null): number;
};
const ALL = "all";

export function NotificationBar({ asked, onChange, count }: Props) {
  const { t, number } = useWords();
  const chip = (of: NotificationState | null) => (
    <Chip
      key={of ?? ALL}
      on={asked.state === of}
      onChange={() => onChange({ state: of })}
      label={of ? t(`notification.state.${of}`) : t("common.all")}
      count={count(of) > 0 ? number(count(of)) : undefined}
      testId={`notifications-${of ?? ALL}`}
    />
  );
  return (
    <Bar>
      <Search
        label={t("notification.search")}
        value={asked.search}
        onChange={(search) => onChange({ search })}
        testId="notifications-search"
      />
      <Pick<NotificationChannel | typeof ALL>
        label={t("notification.channel")}
        hideLabel
        options={[
          { id: ALL, label: t("notification.channelAll") },
          ...CHANNELS.map((id) => ({ id, label: t(`channel.${id}`) })),
        ]}
        value={asked.channel ?? ALL}
        onChange={(channel) => onChange({ channel: channel === ALL ? null : channel })}
        testId="notifications-channel"
      />
      {[null, ...STATES].map(chip)}
      {asked.merchant && (
        <Chip
          on
          onChange={() => onChange({ merchant: null })}
          label={t("notification.onlyOff", { name: asked.merchant.name })}
          testId="notifications-merchant"
        />
      )}
    </Bar>
  );
}
