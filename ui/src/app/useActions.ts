import type { Language, ProfileSummary, Theme } from "../api/types";
import { useNotices } from "../components/notices/notices";
import { LANGUAGE_NAMES, useWords } from "../i18n";
import { type Go, type MerchantTab, type Place, SETTINGS_SECTIONS } from "../navigation/place";
import { usePreferences } from "../navigation/preferences";
import { useRegisterWebhook } from "../navigation/registering";
import { useStep } from "../navigation/steps";
import { useOpenProfile } from "../navigation/useOpenProfile";
import { useMerchants, useProfileDetail } from "../queries/queries";
import { usePlatform } from "../queries/usePlatform";

export type Action = { id: string; label: string; hint: string; run(): void };
type Input = { place: Place; go: Go; profiles: ProfileSummary[]; profile: ProfileSummary; onAuthorize(): void };

/** Everything a person can do, as a flat list; what concerns the merchant in view comes first. */
export function useActions({ place, go, profiles, profile, onAuthorize }: Input): Action[] {
  const register = useRegisterWebhook();
  const { t } = useWords();
  const platform = usePlatform();
  const step = useStep();
  const openProfile = useOpenProfile();
  const { choose } = usePreferences();
  const { done, fail } = useNotices();
  const { data: merchants = [] } = useMerchants();
  const { data: detail } = useProfileDetail();
  const action = (id: string, label: string, hint: string, run: () => void): Action => ({ id, label, hint, run });
  const places = (
    [
      "home",
      "merchants",
      "applications",
      "subscriptions",
      "deliveries",
      "notifications",
      "activity",
      "settings",
    ] as const
  ).map((at) => action(`go-${at}`, t(`place.${at}`), t("palette.go"), () => go({ at })));
  const sections = SETTINGS_SECTIONS.map((section) =>
    action(`go-settings-${section}`, t(`settings.${section}`), t("place.settings"), () =>
      go({ at: "settings", section }),
    ),
  );
  const refresh = (id: string) => platform.refreshStores(id).then(() => done(t("merchant.refreshedShort")), fail);
  const here = merchants.find((merchant) => place.at === "merchant" && merchant.id === place.id);
  const local = here
    ? [
        action("refresh-here", t("palette.refresh", { name: here.name }), t("palette.merchant"), () =>
          refresh(here.id),
        ),
        ...(["import", "export"] as const).map((act) =>
          action(`${act}-here`, t(act === "import" ? "import.open" : "export.stores"), here.name, () =>
            go({ at: "merchant", id: here.id, tab: "stores", act }),
          ),
        ),
        ...(["stores", "operations", "webhook"] as MerchantTab[]).map((tab) =>
          action(`tab-${tab}`, t(`merchant.tab.${tab}`), here.name, () => go({ at: "merchant", id: here.id, tab })),
        ),
      ]
    : [];
  const all = merchants.flatMap((merchant) => [
    action(`merchant-${merchant.id}`, merchant.name || merchant.email, t("palette.merchant"), () =>
      go({ at: "merchant", id: merchant.id, tab: "stores" }),
    ),
    ...(merchant === here
      ? []
      : [
          action(`refresh-${merchant.id}`, t("palette.refresh", { name: merchant.name }), t("palette.merchant"), () =>
            refresh(merchant.id),
          ),
        ]),
  ]);
  const webhooks = (detail?.integrations ?? []).map((integration) =>
    action(`webhook-${integration}`, t("palette.webhook", { integration }), t("settings.receiver"), () => {
      register(integration).catch(fail);
    }),
  );
  const themes = (["system", "light", "dark"] as Theme[]).map((theme) =>
    action(`theme-${theme}`, t(`theme.${theme}`), t("settings.theme"), () => choose({ theme })),
  );
  const languages = (Object.keys(LANGUAGE_NAMES) as Language[]).map((language) =>
    action(`language-${language}`, LANGUAGE_NAMES[language], t("settings.language"), () => choose({ language })),
  );
  const others = profiles
    .filter(({ name }) => name !== profile.name)
    .map(({ name, kind }) =>
      action(
        `profile-${name}`,
        t("palette.switch", { name }),
        t(`kind.${kind}`),
        () => void openProfile(name).catch(fail),
      ),
    );
  return [
    ...local,
    action("authorize", t("merchants.authorize"), t("place.merchants"), onAuthorize),
    ...places,
    ...all,
    ...webhooks,
    action("check", t("step.connection"), t("settings.receiver"), () => step("connection")),
    action("unlock", t("step.unlock"), t("settings.credentials"), () => step("unlock")),
    ...others,
    action("add-profile", t("settings.addProfile"), t("settings.profiles"), () =>
      go({ at: "settings", section: "profiles" }),
    ),
    ...themes,
    ...languages,
    ...sections,
  ];
}
