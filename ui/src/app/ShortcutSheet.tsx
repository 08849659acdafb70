import { Modal } from "../components/Modal";
import { useWords } from "../i18n";
import { usePlaces } from "../navigation/places";
import { keyNames, SHORTCUTS, type Shortcut, type ShortcutGroup } from "../navigation/shortcuts";
import css from "./ShortcutSheet.module.css";

const GROUPS: ShortcutGroup[] = ["window", "places", "lists", "dialogs"];
const ALL: Shortcut[] = Object.values(SHORTCUTS);

/** Every key that does something, from the table that the keys themselves are read from. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useWords();
  const places = usePlaces().flatMap(({ title, letter }) =>
    letter ? [{ word: t(title), keys: ["G", letter.toUpperCase()] }] : [],
  );
  const rows = (group: ShortcutGroup) =>
    group === "places"
      ? places
      : ALL.filter((one) => one.group === group).map(({ word, keys }) => ({
          word: t(word),
          keys: keyNames(keys[0] ?? ""),
        }));
  return (
    <Modal wide title={t("shortcut.title")} open={open} onClose={onClose} testId="shortcuts">
      <div className={css.groups}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`shortcut.group.${group}`)}</h3>
            <dl>
              {rows(group).map(({ word, keys }) => (
                <div key={word} className={css.row} data-testid="shortcut">
                  <dt>{word}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key} className={css.key}>
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
