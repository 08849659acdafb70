import { type ReactNode, useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { MerchantRow, SheetFormat } from "../../api/types";
import { Button } from "../../components/Button";
import { Copyable } from "../../components/Copyable";
import menu from "../../components/Menu.module.css";
import { useNotices } from "../../components/notices/notices";
import { Head } from "../../components/Page";
import { useAct } from "../../components/useAct";
import { T, useWords } from "../../i18n";
import { useAuthorize } from "../../navigation/frame";
import { useGoToPlace } from "../../navigation/useGoToPlace";
import { useNow } from "../../queries/useNow";
import { usePlatform } from "../../queries/usePlatform";
import { LinkBusiness } from "../business/LinkBusiness";
import { SignOut } from "./SignOut";

type Props = {
  merchant: MerchantRow;
  onImport(): void;
  onExport(format: SheetFormat): void;
  children: ReactNode;
};

export function MerchantHead({ merchant, onImport, onExport, children }: Props) {
  const goTo = useGoToPlace();
  const authorize = useAuthorize();
  const { t, span, ago, country, number } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const now = useNow(10_000);
  const [leaving, setLeaving] = useState(false);
  const [refresh, refreshing] = useAct(async () => {
    const { stores, changed, settled } = await platform.refreshStores(merchant.id);
    done(t("merchant.refreshedDone", { stores: number(stores), count: stores, changed, settled }));
  });
  const left = (merchant.tokenExpiresAt ?? 0) - now;
  const meta = (
    <>
      <span data-testid="merchant-email">
        <Copyable text={merchant.email}>
          <T id="merchant.authorizedAs" values={{ email: merchant.email }} />
        </Copyable>
      </span>
      {left > 0 ? (
        <span>
          <T id="merchant.tokenValid" values={{ span: span(left) }} />
        </span>
      ) : (
        <Button look="link" onPress={() => authorize(merchant.id)} testId="merchant-authorize">
          {t("merchant.tokenExpired")}
        </Button>
      )}
      <span>
        {merchant.refreshedAt === null ? (
          t("merchant.neverRefreshed")
        ) : (
          <T id="merchant.refreshed" values={{ ago: ago(merchant.refreshedAt, now) }} />
        )}
      </span>
    </>
  );
  const [linking, setLinking] = useState(false);
  const acts = {
    business: () => setLinking(true),
    import: onImport,
    export: () => onExport("csv"),
    exportXlsx: () => onExport("xlsx"),
    authorize: () => authorize(merchant.id),
    signout: () => setLeaving(true),
  };
  const actions = (
    <>
      <Button onPress={refresh} busy={refreshing} testId="merchant-refresh">
        {t("merchant.refresh")}
      </Button>
      <MenuTrigger>
        <Button icon="more" aria-label={t("merchant.more")} testId="merchant-more" />
        <Popover className={menu.popover} placement="bottom end">
          <Menu className={menu.menu} onAction={(key) => acts[key as keyof typeof acts]()}>
            <MenuItem id="import" className={menu.item} data-testid="merchant-import">
              {t("import.open")}
            </MenuItem>
            <MenuItem id="export" className={menu.item} data-testid="merchant-export">
              {t("export.stores")}
            </MenuItem>
            <MenuItem id="exportXlsx" className={menu.item} data-testid="merchant-export-xlsx">
              {t("export.storesXlsx")}
            </MenuItem>
            <MenuItem id="business" className={menu.item} data-testid="merchant-business">
              {t("business.link")}
            </MenuItem>
            <MenuItem id="authorize" className={menu.item}>
              {t("merchant.authorizeAgain")}
            </MenuItem>
            <MenuItem id="signout" className={`${menu.item} ${menu.bad}`} data-testid="merchant-signout">
              {t("merchant.signOut")}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
  const crumb = (
    <Button look="link" onPress={() => goTo("/merchants")}>
      {t("place.merchants")}
    </Button>
  );
  return (
    <Head
      crumb={crumb}
      title={merchant.name || merchant.email}
      pill={merchant.country ? `Rappi · ${country(merchant.country)}` : "Rappi"}
      meta={meta}
      actions={actions}
    >
      {children}
      {linking && <LinkBusiness merchant={merchant} onClose={() => setLinking(false)} />}
      <SignOut merchant={merchant} open={leaving} onClose={() => setLeaving(false)} />
    </Head>
  );
}
