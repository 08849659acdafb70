import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { ProfileSummary } from "../../api/types";
import { Head, Loading } from "../../components/Page";
import { useWords } from "../../i18n";
import { type Go, SETTINGS_SECTIONS, type SettingsSection } from "../../navigation/place";
import { useProfileDetail, useRappiSettings, useWebhooks } from "../../queries/queries";
import { Announced } from "./Announced";
import { Appearance } from "./Appearance";
import { ConnectionCheck } from "./ConnectionCheck";
import { Credentials } from "./Credentials";
import { Network } from "./network/Network";
import { Telling } from "./notifications/Telling";
import { ProfileFacts } from "./ProfileFacts";
import { Profiles } from "./Profiles";
import { RappiForm } from "./RappiForm";
import { Receiver } from "./Receiver";
import { RecordFacts } from "./RecordFacts";
import css from "./Settings.module.css";
import { Workers } from "./Workers";

type Props = { section: SettingsSection; go: Go; profile: ProfileSummary; profiles: ProfileSummary[] };

export function Settings({ section, go, profile, profiles }: Props) {
  const { t } = useWords();
  const { data: detail } = useProfileDetail();
  const { data: rappi } = useRappiSettings();
  const { data: webhooks } = useWebhooks();
  return (
    <>
      <Head title={t("place.settings")} meta={<span>{t("settings.text", { name: profile.name })}</span>} />
      <Tabs
        orientation="vertical"
        className={css.tabs}
        selectedKey={section}
        onSelectionChange={(key) => go({ at: "settings", section: key as SettingsSection })}
      >
        <TabList className={css.list} aria-label={t("place.settings")}>
          {SETTINGS_SECTIONS.map((id) => (
            <Tab key={id} id={id} className={css.tab} data-testid={`settings-${id}`}>
              {t(`settings.${id}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="profile" className={css.panel}>
          {detail ? <ProfileFacts key={detail.name} detail={detail} /> : <Loading />}
          {detail && rappi && <RappiForm key={`${detail.name} rappi`} settings={rappi} />}
          <RecordFacts />
          <Workers />
        </TabPanel>
        <TabPanel id="credentials" className={css.panel}>
          {detail ? <Credentials detail={detail} /> : <Loading />}
        </TabPanel>
        <TabPanel id="receiver" className={css.panel}>
          {detail && webhooks ? <Receiver detail={detail} webhooks={webhooks} /> : <Loading />}
        </TabPanel>
        <TabPanel id="connection" className={css.panel}>
          <ConnectionCheck go={go} />
          <Announced />
        </TabPanel>
        <TabPanel id="network" className={css.panel}>
          <Network key={profile.name} go={go} />
        </TabPanel>
        <TabPanel id="notifications" className={css.panel}>
          <Telling />
        </TabPanel>
        <TabPanel id="appearance" className={css.panel}>
          <Appearance />
        </TabPanel>
        <TabPanel id="profiles" className={css.panel}>
          <Profiles profiles={profiles} current={profile.name} />
        </TabPanel>
      </Tabs>
    </>
  );
}
