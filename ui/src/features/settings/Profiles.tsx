import { useState } from "react";
import type { ProfileSummary } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { State } from "../../components/State";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useOpenProfile } from "../../navigation/useOpenProfile";
import { ProfileForm } from "../environment/ProfileForm";
import { Acts, Group } from "./Group";
import css from "./Profiles.module.css";

export function Profiles({ profiles, current }: { profiles: ProfileSummary[]; current: string }) {
  const { t, country } = useWords();
  const openProfile = useOpenProfile();
  const [open, opening] = useAct(openProfile);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Group title={t("settings.profiles")} text={t("settings.profilesText")}>
        <Card>
          <ul>
            {profiles.map((profile) => (
              <li key={profile.name} className={css.profile} data-testid="profile-row" data-profile={profile.name}>
                <span className={css.name}>{profile.name}</span>
                <span className={css.kind}>
                  {[t(`kind.${profile.kind}`), profile.country && country(profile.country)].filter(Boolean).join(" · ")}
                </span>
                <span className={css.gap} />
                {profile.name === current ? (
                  <State tone="ok" icon="check" word={t("settings.current")} />
                ) : (
                  <Button busy={opening} onPress={() => open(profile.name)} testId={`profile-open-${profile.name}`}>
                    {t("settings.switch")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Card>
        {!adding && (
          <Acts>
            <Button icon="plus" onPress={() => setAdding(true)} testId="profile-add">
              {t("settings.addProfile")}
            </Button>
          </Acts>
        )}
      </Group>
      {adding && (
        <Group title={t("first.connect")}>
          <ProfileForm onCancel={() => setAdding(false)} onCreated={openProfile} />
        </Group>
      )}
    </>
  );
}
