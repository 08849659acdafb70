import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { InvitationRow, Language } from "../../api/types";
import { Button } from "../../components/Button";
import { copyText } from "../../components/copy";
import menu from "../../components/Menu.module.css";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { MESSAGE_LANGUAGES, nameOf } from "../../i18n/languages";
import { usePlatform } from "../../queries/usePlatform";
import { CancelInvitation } from "./CancelInvitation";

const MESSAGE = "message-";

/** What can be done with one invitation. Whoever copies the link hands it on. */
export function InvitationMenu({ row }: { row: InvitationRow }) {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const [cancelling, setCancelling] = useState(false);
  const [copy] = useAct(async (text: Promise<string>) => {
    await copyText(await text);
    await platform.invitationSent(row.id, "copied");
    done(t("invitations.copied", { name: row.label }));
  });
  const [answer] = useAct((accept: boolean) => platform.authorizeAnswer(row.id, accept));
  const act = (key: string) => {
    if (key === "link" && row.address) copy(Promise.resolve(row.address));
    if (key.startsWith(MESSAGE)) copy(platform.invitationMessage(row.id, key.slice(MESSAGE.length) as Language));
    if (key === "keep" || key === "discard") answer(key === "keep");
    if (key === "cancel") setCancelling(true);
  };
  const isOpen = row.stage === "open";
  const mayCancel = isOpen || row.stage === "answered" || row.stage === "somebody_else";
  if (!mayCancel) return null;
  return (
    <>
      <MenuTrigger>
        <Button icon="more" aria-label={t("invitations.acts", { name: row.label })} testId="invitation-more" />
        <Popover className={menu.popover} placement="bottom end">
          <Menu className={menu.menu} onAction={(key) => act(String(key))}>
            {row.asksHere && (
              <MenuItem id="keep" className={menu.item} data-testid="invitation-keep">
                {t("invitations.keep", { who: row.who ?? "" })}
              </MenuItem>
            )}
            {row.asksHere && (
              <MenuItem id="discard" className={menu.item} data-testid="invitation-discard">
                {t("invitations.discard")}
              </MenuItem>
            )}
            {isOpen && row.address && (
              <MenuItem id="link" className={menu.item} data-testid="invitation-copy">
                {t("invitations.copy")}
              </MenuItem>
            )}
            {isOpen &&
              row.address &&
              MESSAGE_LANGUAGES.map((one) => (
                <MenuItem
                  key={one}
                  id={`${MESSAGE}${one}`}
                  className={menu.item}
                  data-testid={`invitation-message-${one}`}
                >
                  {t("invitations.message", { language: nameOf(one) })}
                </MenuItem>
              ))}
            <MenuItem id="cancel" className={`${menu.item} ${menu.bad}`} data-testid="invitation-cancel">
              {t("invitations.cancel")}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {cancelling && <CancelInvitation row={row} onClose={() => setCancelling(false)} />}
    </>
  );
}
