import { Outlet, useMatches, useNavigate } from "@tanstack/react-router";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Head } from "../../components/Page";
import { useWords } from "../../i18n";
import { useFrame } from "../../navigation/frame";
import { useSections } from "../../navigation/places";
import css from "./Settings.module.css";

/** The list of sections, and the one that is open. */
export function Settings() {
  const { t } = useWords();
  const go = useNavigate();
  const { profile } = useFrame();
  const sections = useSections();
  const path = useMatches({ select: (matches) => matches.at(-1)?.pathname });
  const here = sections.find((section) => section.path === path)?.id;
  return (
    <>
      <Head title={t("place.settings")} meta={<span>{t("settings.text", { name: profile.name })}</span>} />
      <Tabs
        orientation="vertical"
        className={css.tabs}
        selectedKey={here}
        onSelectionChange={(key) => go({ to: sections.find(({ id }) => id === key)?.path })}
      >
        <TabList className={css.list} aria-label={t("place.settings")}>
          {sections.map(({ id, title }) => (
            <Tab key={id} id={id} className={css.tab} data-testid={id}>
              {t(title)}
            </Tab>
          ))}
        </TabList>
        <TabPanel key={here} id={here} className={css.panel}>
          <Outlet />
        </TabPanel>
      </Tabs>
    </>
  );
}
