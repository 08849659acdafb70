import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Field } from "../../components/Field";
import { Modal } from "../../components/Modal";
import { Bar } from "../../components/Page";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { applicationViewsQuery } from "../../queries/applicationQueries";
import { usePlatform } from "../../queries/usePlatform";
import { type Asked, EVERYTHING, NEEDING, same } from "./asked";

type Props = { asked: Asked; onAsk(asked: Asked): void };

/** Views of the table: two of the house, and those that somebody keeps by name. */
export function Views({ asked, onAsk }: Props) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { data: kept = [] } = useQuery(applicationViewsQuery);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const house = [
    { id: "everything", label: t("common.all"), asked: EVERYTHING },
    { id: "needing", label: t("application.needing"), asked: NEEDING },
  ];
  const here = kept.find(({ filter }) => filter && same(filter, asked));
  const known = here !== undefined || house.some((view) => same(view.asked, asked));
  const [keep, keeping] = useAct(async () => {
    const views = await platform.keepApplicationView(name, { ...asked, offset: 0, limit: 0 });
    client.setQueryData(applicationViewsQuery.queryKey, views);
    setNaming(false);
    setName("");
  });
  const [remove] = useAct(async (view: string) => {
    client.setQueryData(applicationViewsQuery.queryKey, await platform.removeApplicationView(view));
  });
  return (
    <Bar>
      {house.map((view) => (
        <Chip
          key={view.id}
          on={same(view.asked, asked)}
          onChange={() => onAsk(view.asked)}
          label={view.label}
          testId={`view-${view.id}`}
        />
      ))}
      {kept.map(({ name: label, filter }) =>
        filter ? (
          <Chip
            key={label}
            on={same(filter, asked)}
            onChange={() =>
              onAsk({
                statuses: filter.statuses,
                search: filter.search,
                resubmitted: filter.resubmitted,
                sort: filter.sort,
              })
            }
            label={label}
            testId="view-kept"
          />
        ) : (
          <Button key={label} look="ghost" icon="cross" onPress={() => remove(label)} testId="view-unreadable">
            {t("application.viewUnreadable", { name: label })}
          </Button>
        ),
      )}
      {here && (
        <Button look="ghost" onPress={() => remove(here.name)} testId="view-remove">
          {t("application.removeView")}
        </Button>
      )}
      {!known && (
        <Button look="ghost" icon="plus" onPress={() => setNaming(true)} testId="view-keep">
          {t("application.keepView")}
        </Button>
      )}
      <Modal
        title={t("application.keepView")}
        open={naming}
        onClose={() => setNaming(false)}
        foot={
          <Button
            look="primary"
            busy={keeping}
            isDisabled={name.trim() === ""}
            onPress={() => keep()}
            testId="view-confirm"
          >
            {t("application.keepView")}
          </Button>
        }
      >
        <Field
          label={t("application.viewName")}
          value={name}
          onChange={setName}
          maxLength={60}
          autoFocus
          testId="view-name"
        />
      </Modal>
    </Bar>
  );
}
