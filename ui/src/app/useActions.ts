import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter } from "@tanstack/react-router";
import type { Theme } from "../api/types";
import { useNotices } from "../components/notices/notices";
import { useAct } from "../components/useAct";
import { useWords } from "../i18n";
import { nameOf, WINDOW_LANGUAGES } from "../i18n/languages";
import { useAuthorize, useFrame } from "../navigation/frame";
import { type MerchantTab, usePlaces, useSections } from "../navigation/places";
import { usePreferences } from "../navigation/preferences";
import { useRegisterWebhook } from "../navigation/registering";
import { keysText } from "../navigation/shortcuts";
import { useStep } from "../navigation/steps";
import { useCopyLink } from "../navigation/useCopyLink";
import { useGoToPlace } from "../navigation/useGoToPlace";
import { useOpenProfile } from "../navigation/useOpenProfile";
import { profileQuery } from "../queries/environmentQueries";
import { merchantsQuery } from "../queries/merchantQueries";
import { usePlatform } from "../queries/usePlatform";

export type Action = { id: string; label: string; hint: string; run(): void };

const action = (id: string, label: string, hint: string, run: () => void): Action => ({ id, label, hint, run });

/** The places and sections of the route table, and the way back. */
function usePlaceActions() {
  const { t } = useWords();
  const go = useNavigate();
  const goTo = useGoToPlace();
  const { history } = useRouter();
  const copyLink = useCopyLink();
  const places = usePlaces().map(({ id, path, title, letter }) =>
    action(`go-${id}`, t(title), letter ? `${t("palette.go")} · G ${letter.toUpperCase()}` : t("palette.go"), () =>
      goTo(path),
    ),
  );
  const sections = useSections().map(({ id, path, title }) =>
    action(`go-${id}`, t(title), t("place.settings"), () => go({ to: path })),
  );
  const ways = [
    action("back", t("palette.back"), keysText("back"), () => history.back()),
    action("copy-link", t("link.copy"), keysText("copyLink"), copyLink),
    action("forward", t("palette.forward"), keysText("forward"), () => history.forward()),
  ];
  return { places, sections, ways };
}

/** What concerns merchants: the one in view first, then the way to each. */
function useMerchantActions() {
  const { t } = useWords();
  const go = useNavigate();
  const platform = usePlatform();
  const { done } = useNotices();
  const { data: merchants = [] } = useQuery(merchantsQuery);
  const { merchant: shown } = useParams({ strict: false });
  const [refresh] = useAct(async (id: string) => {
    await platform.refreshStores(id);
    done(t("merchant.refreshedShort"));
  });
  const open = (merchant: string, tab: MerchantTab, act?: "import" | "export") =>
    go({ to: "/merchants/$merchant/$tab", params: { merchant, tab }, state: { act } });
  const here = merchants.find(({ id }) => id === shown);
  const local = here
    ? [
        action("refresh-here", t("palette.refresh", { name: here.name }), t("palette.merchant"), () =>
          refresh(here.id),
        ),
        action("import-here", t("import.open"), here.name, () => open(here.id, "stores", "import")),
        action("export-here", t("export.stores"), here.name, () => open(here.id, "stores", "export")),
        ...(["stores", "operations", "webhook"] as const).map((tab) =>
          action(`tab-${tab}`, t(`merchant.tab.${tab}`), here.name, () => open(here.id, tab)),
        ),
      ]
    : [];
  const all = merchants.flatMap(({ id, name, email }) => [
    action(`merchant-${id}`, name || email, t("palette.merchant"), () => open(id, "stores")),
    ...(id === shown
      ? []
      : [action(`refresh-${id}`, t("palette.refresh", { name }), t("palette.merchant"), () => refresh(id))]),
  ]);
  return { local, all };
}

/** Everything a person can do, as a flat list; what concerns the merchant in view comes first. */
export function useActions(): Action[] {
  const [register] = useAct(useRegisterWebhook());
  const { t } = useWords();
  const go = useNavigate();
  const authorize = useAuthorize();
  const { start, profile } = useFrame();
  const step = useStep();
  const [openProfile] = useAct(useOpenProfile());
  const { choose } = usePreferences();
  const { data: detail } = useQuery(profileQuery);
  const { local, all } = useMerchantActions();
  const { places, sections, ways } = usePlaceActions();
  const webhooks = (detail?.integrations ?? []).map((integration) =>
    action(`webhook-${integration}`, t("palette.webhook", { integration }), t("settings.receiver"), () =>
      register(integration),
    ),
  );
  const themes = (["system", "light", "dark"] as Theme[]).map((theme) =>
    action(`theme-${theme}`, t(`theme.${theme}`), t("settings.theme"), () => choose({ theme })),
  );
  const languages = WINDOW_LANGUAGES.map((language) =>
    action(`language-${language}`, nameOf(language), t("settings.language"), () => choose({ language })),
  );
  const others = start.profiles
    .filter(({ name }) => name !== profile.name)
    .map(({ name, kind }) =>
      action(`profile-${name}`, t("palette.switch", { name }), t(`kind.${kind}`), () => openProfile(name)),
    );
  return [
    ...local,
    action("authorize", t("merchants.authorize"), t("place.merchants"), () => authorize(null)),
    ...places,
    ...ways,
    ...all,
    ...webhooks,
    action("check", t("step.connection"), t("settings.receiver"), () => step("connection")),
    action("unlock", t("step.unlock"), t("settings.credentials"), () => step("unlock")),
    ...others,
    action("add-profile", t("settings.addProfile"), t("settings.profiles"), () => go({ to: "/settings/profiles" })),
    ...themes,
    ...languages,
    ...sections,
  ];
}
