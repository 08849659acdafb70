import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { TeamDevice, TeamEndpoint } from "../../../api/types";
import { Button } from "../../../components/Button";
import { FailureNote } from "../../../components/failure/FailureNote";
import { asFailure } from "../../../components/failure/table";
import { Modal } from "../../../components/Modal";
import { Loading } from "../../../components/Page";
import { wordName } from "../../../components/provider";
import { type ColumnOf, Table } from "../../../components/Table";
import { useActHere } from "../../../components/useAct";
import { useWords, type Words } from "../../../i18n";
import { teamMembersQuery } from "../../../queries/teamQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Group } from "../Group";

/** The devices of the team, and where webhooks come in for it, as the relay tells. */
export function Members({ mayRemove }: { mayRemove: boolean }) {
  const words = useWords();
  const { t, moment } = words;
  const { data, error } = useQuery(teamMembersQuery);
  const [leaving, setLeaving] = useState<TeamDevice | null>(null);
  const devices: ColumnOf<TeamDevice>[] = [
    {
      id: "person",
      title: t("team.who"),
      width: "38%",
      show: (it) => `${it.person} · ${it.isThis ? t("team.thisOne", { name: it.name }) : it.name}`,
    },
    { id: "role", title: t("team.role"), width: "16%", show: (it) => t(`team.role.${it.role}`) },
    { id: "seen", title: t("team.seen"), show: (it) => seenOf(it, words) },
  ];
  if (mayRemove)
    devices.push({
      id: "act",
      title: "",
      width: "16%",
      end: true,
      show: (it) =>
        !it.isThis && (
          <Button look="ghost" onPress={() => setLeaving(it)} testId="team-remove">
            {t("team.remove")}
          </Button>
        ),
    });
  const endpoints: ColumnOf<TeamEndpoint>[] = [
    { id: "provider", title: t("team.provider"), width: "14%", show: (it) => wordName(it.provider) },
    { id: "event", title: t("webhook.event"), width: "34%", show: (it) => it.event, mono: true },
    { id: "address", title: t("webhook.url"), show: (it) => it.address, mono: true },
    { id: "made", title: t("team.since"), width: "18%", show: (it) => moment(it.createdAt), quiet: true },
  ];
  return (
    <>
      <Group title={t("team.members")}>
        {error && <FailureNote failure={asFailure(error)} testId="team-members-failure" />}
        {!data && !error && <Loading />}
        {data && (
          <Table
            label={t("team.members")}
            columns={devices}
            rows={data.devices}
            idOf={(it) => it.id}
            testId="team-device-row"
          />
        )}
      </Group>
      {data && (
        <Group title={t("team.endpoints")} text={t("team.endpointsText")}>
          <Table
            label={t("team.endpoints")}
            columns={endpoints}
            rows={data.endpoints}
            idOf={(it) => `${it.provider} ${it.event} ${it.createdAt}`}
            empty={t("team.endpointsNone")}
            testId="team-endpoint-row"
          />
        </Group>
      )}
      {leaving && <Remove device={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

/** When a device was seen last, and how much of the log it did not have then. */
function seenOf({ seenAt, behind }: TeamDevice, { t, number, moment }: Words): string {
  if (seenAt === null || behind === null) return t("team.seenNever");
  const lag = behind === 0 ? t("team.lagNone") : t("team.lagBehind", { count: number(behind) });
  return `${moment(seenAt)} · ${lag}`;
}

function Remove({ device, onClose }: { device: TeamDevice; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { run, busy, failure } = useActHere(async () => {
    await platform.removeTeamDevice(device.id);
    await client.invalidateQueries({ queryKey: ["team"] });
    onClose();
  });
  const foot = (
    <>
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button look="danger" busy={busy} onPress={() => run()} testId="team-remove-yes">
        {t("team.removeYes")}
      </Button>
    </>
  );
  return (
    <Modal title={t("team.removeTitle", { name: device.name })} open onClose={onClose} alert foot={foot}>
      <p>{t("team.removeText", { person: device.person })}</p>
      {failure && <FailureNote failure={failure} />}
    </Modal>
  );
}
