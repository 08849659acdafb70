import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from "react-aria-components";
import { useWords } from "../i18n";
import css from "./Palette.module.css";
import { useActions } from "./useActions";

type Props = { open: boolean; onClose(): void };

/** Every action of the console, by name. */
export function Palette({ open, onClose }: Props) {
  return (
    <ModalOverlay className={css.veil} isOpen={open} onOpenChange={(is) => !is && onClose()} isDismissable>
      <Modal className={css.modal}>
        <Dialog className={css.dialog} aria-label="Gangway" data-testid="palette">
          <Actions onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Actions({ onClose }: Omit<Props, "open">) {
  const { t } = useWords();
  const actions = useActions();
  const { contains } = useFilter({ sensitivity: "base" });
  return (
    <Autocomplete filter={contains}>
      <SearchField
        aria-label={t("frame.search")}
        autoFocus
        className={css.search}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
      >
        <Input className={css.input} placeholder={t("palette.hint")} data-testid="palette-input" />
      </SearchField>
      <Menu
        aria-label={t("palette.actions")}
        className={css.menu}
        items={actions}
        renderEmptyState={() => <p className={css.none}>{t("palette.none")}</p>}
        onAction={(key) => {
          onClose();
          actions.find((action) => action.id === key)?.run();
        }}
      >
        {(action) => (
          <MenuItem
            id={action.id}
            textValue={`${action.label} ${action.hint}`}
            className={css.item}
            data-testid="palette-item"
          >
            <span>{action.label}</span>
            <span className={css.hint}>{action.hint}</span>
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}
