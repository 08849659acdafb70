import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Checkbox } from "react-aria-components";
import type { AccountId, AccountRow, BusinessRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Field, Search } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { Modal } from "../../components/Modal";
import page from "../../components/Page.module.css";
import { providerName } from "../../components/provider";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { accountsQuery } from "../../queries/businessQueries";
import { useLater } from "../../queries/useLater";
import { usePlatform } from "../../queries/usePlatform";
import css from "./BusinessDialog.module.css";

type Props = {
  /** What is changed; `null` makes a new one. */
  row: BusinessRow | null;
  /** What a new one begins with. */
  first?: AccountRow;
  onClose(): void;
  onDone(row: BusinessRow): void;
};

const keyOf = ({ provider, id }: AccountId) => `${provider} ${id}`;

/** Says which accounts are one business. */
export function BusinessDialog({ row, first, onClose, onDone }: Props) {
  const { t } = useWords();
  const platform = usePlatform();
  const [name, setName] = useState(row?.name ?? first?.name ?? "");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<AccountRow[]>(row?.accounts ?? (first ? [first] : []));
  const { data } = useQuery(accountsQuery(useLater(search, 200)));
  const has = (one: AccountRow) => chosen.some(({ account }) => keyOf(account) === keyOf(one.account));
  const others = (data ?? []).filter((one) => !has(one));
  const [save, busy] = useAct(async () => {
    const made = await platform.saveBusiness({
      id: row?.id ?? null,
      name,
      accounts: chosen.map(({ account }) => account),
    });
    onClose();
    onDone(made);
  });
  const line = (one: AccountRow, on: boolean) => {
    const taken = !on && one.business !== null && one.business !== row?.id;
    return (
      <Checkbox
        key={keyOf(one.account)}
        className={css.account}
        isSelected={on}
        isDisabled={taken}
        onChange={() =>
          setChosen(on ? chosen.filter(({ account }) => keyOf(account) !== keyOf(one.account)) : [...chosen, one])
        }
        data-testid={`account-${one.account.provider}`}
      >
        <span className={css.box}>{on && <Icon name="check" size={12} />}</span>
        <span className={page.clip}>{one.name}</span>
        <span className={css.where}>{taken ? t("business.taken") : providerName(one.account.provider)}</span>
      </Checkbox>
    );
  };
  return (
    <Modal
      open
      title={t(row ? "business.change.title" : "business.make.title")}
      onClose={onClose}
      testId="business-dialog"
      foot={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            look="primary"
            onPress={save}
            busy={busy}
            isDisabled={name.trim() === "" || chosen.length === 0}
            testId="business-save"
          >
            {t(row ? "business.change.do" : "business.make.do")}
          </Button>
        </>
      }
    >
      <p>{t("business.make.text")}</p>
      <Field
        autoFocus
        label={t("business.name")}
        value={name}
        onChange={setName}
        maxLength={120}
        testId="business-name"
      />
      <fieldset className={css.accounts}>
        <legend>{t("business.accounts")}</legend>
        {chosen.map((one) => line(one, true))}
        <div className={css.search}>
          <Search label={t("business.search")} value={search} onChange={setSearch} testId="business-search" />
        </div>
        <div className={css.found}>
          {others.map((one) => line(one, false))}
          {data && others.length === 0 && <p className={css.none}>{t("business.noAccount")}</p>}
        </div>
      </fieldset>
    </Modal>
  );
}
