import { useQuery } from "@tanstack/react-query";
import type { DiskEncryption } from "../../../api/types";
import { Card, Facts } from "../../../components/Card";
import type { IconName } from "../../../components/Icon";
import { Loading } from "../../../components/Page";
import { State, type Tone } from "../../../components/State";
import { useWords } from "../../../i18n";
import { diskQuery, lockQuery } from "../../../queries/lockQueries";
import { Group } from "../Group";
import { LockChoices } from "./LockChoices";
import { PinForm } from "./PinForm";

const LOOK: Record<DiskEncryption, { tone: Tone; icon: IconName }> = {
  encrypted: { tone: "ok", icon: "lock" },
  plain: { tone: "late", icon: "unlock" },
  unknown: { tone: "off", icon: "doubt" },
  not_asked: { tone: "off", icon: "doubt" },
};

/** The window's lock, and whether the disk below is encrypted. */
export function Security() {
  const { t } = useWords();
  const { data: lock } = useQuery(lockQuery);
  const { data: disk } = useQuery(diskQuery);
  if (!lock) return <Loading />;
  return (
    <>
      <Group title={t("security.lock")} text={t("security.lockText")}>
        {lock.state === "off" ? <PinForm /> : <LockChoices lock={lock} />}
      </Group>
      <Group title={t("security.disk")} text={t("security.diskText")}>
        <Card testId="disk">
          {disk && (
            <Facts
              facts={[
                {
                  label: t("security.diskOf"),
                  value: <State {...LOOK[disk]} word={t(`disk.${disk}`)} testId={`disk-${disk}`} />,
                },
              ]}
            />
          )}
        </Card>
      </Group>
    </>
  );
}
