import { useQuery } from "@tanstack/react-query";
import type { HostWay } from "../../../api/types";
import { Card, Facts } from "../../../components/Card";
import { Loading } from "../../../components/Page";
import { useWords, type Words } from "../../../i18n";
import { networkSettingsQuery } from "../../../queries/environmentQueries";
import { Group } from "../Group";
import { NetworkForm } from "./NetworkForm";
import { NetworkTest } from "./NetworkTest";

function wayWord({ through, namedBy, finding }: HostWay, t: Words["t"]): string {
  if (finding) return t(`finding.${finding}`, { span: "" });
  if (!through || !namedBy) return t("network.straight");
  return t(`network.through.${namedBy}`, { proxy: through });
}

/** Which way calls take: how they go now, who decides, and a test of it. */
export function Network() {
  const { t } = useWords();
  const { data: settings } = useQuery(networkSettingsQuery);
  if (!settings) return <Loading />;
  return (
    <>
      <Group title={t("settings.network")} text={t(settings.sandbox ? "network.sandbox" : "network.text")}>
        <Card testId="network-ways">
          <Facts
            facts={settings.ways.map((way) => ({
              id: way.host,
              label: (
                <span>
                  {t(`checkStep.${way.step}`)} · {way.host}
                </span>
              ),
              value: wayWord(way, t),
            }))}
          />
        </Card>
        <NetworkTest />
      </Group>
      {!settings.sandbox && <NetworkForm settings={settings} />}
    </>
  );
}
