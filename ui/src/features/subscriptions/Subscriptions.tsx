import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Empty, Head, Loading, Split } from "../../components/Page";
import { T, useWords } from "../../i18n";
import { useTypedText, useView } from "../../navigation/useView";
import { useNow } from "../../queries/useNow";
import { subscriptionsQuery } from "../../queries/webhookQueries";
import { ActDialog, type Decision } from "./ActDialog";
import { Drift } from "./Drift";
import { drifting } from "./drift";
import { Matrix } from "./Matrix";
import { Overview } from "./Overview";
import { SubscriptionBar } from "./SubscriptionBar";
import { SubscriptionDialog } from "./SubscriptionDialog";
import { SubscriptionPanel } from "./SubscriptionPanel";
import { SubscriptionTable } from "./SubscriptionTable";
import { useReading } from "./useReading";

type Edited = { row: string | null; from: { event: string; url: string } | null };

export function Subscriptions() {
  const { t, number, ago } = useWords();
  const now = useNow(30_000);
  const { data: all, error } = useQuery(subscriptionsQuery);
  const [read, reading] = useReading(all);
  const [{ view = "list", search: find = "", drift: onlyDrift = false, open: chosen = null }, change] =
    useView("/subscriptions");
  const [search, setSearch] = useTypedText(find, (search) => change({ search }));
  const choose = (open: string | undefined) => change({ open });
  const [overview, setOverview] = useState(false);
  const [edited, setEdited] = useState<Edited | null>(null);
  const [decision, setDecision] = useState<Decision | null>(null);
  const rows = all?.rows ?? [];
  const drift = drifting(rows);
  // A long list may come a moment after the letter.
  const asked = useDeferredValue(search.trim().toLowerCase());
  const shown = (onlyDrift ? drift : rows).filter(({ event, url }) => `${event} ${url}`.toLowerCase().includes(asked));
  const row = rows.find(({ id }) => id === chosen) ?? null;
  const changed = rows.find(({ id }) => id === edited?.row) ?? null;
  const desired = (from: Edited["from"] = null) => setEdited({ row: null, from });
  const create = (
    <Button look="primary" icon="plus" onPress={() => desired()} isDisabled={!all} testId="subscription-new">
      {t("subscription.new")}
    </Button>
  );
  const panel = row ? (
    <SubscriptionPanel
      key={row.id}
      row={row}
      onChange={() => setEdited({ row: row.id, from: null })}
      onDecide={setDecision}
    />
  ) : (
    <Overview providers={all?.providers ?? []} />
  );
  return (
    <>
      <Head
        title={t("place.subscriptions")}
        meta={
          all && (
            <>
              <span>
                <T id="subscription.count" values={{ count: rows.length, number: number(rows.length) }} />
              </span>
              <span>
                {all.readAt === null
                  ? t("subscription.neverRead")
                  : t("subscription.read", { ago: ago(all.readAt, now) })}
              </span>
            </>
          )
        }
        actions={
          <>
            <Button icon="sync" onPress={read} busy={reading} testId="subscriptions-read">
              {t("subscription.readAct")}
            </Button>
            {create}
          </>
        }
      />
      <Split
        panelTitle={row ? row.event : t("subscription.providers")}
        open={row !== null || overview}
        onClose={() => {
          choose(undefined);
          setOverview(false);
        }}
        panel={panel}
        testId="subscription-panel"
      >
        <SubscriptionBar
          search={search}
          onSearch={setSearch}
          onlyDrift={onlyDrift}
          onOnlyDrift={(drift) => change({ drift })}
          drifting={drift.length}
          view={view}
          onView={(view) => change({ view }, "step")}
          onProviders={() => {
            choose(undefined);
            setOverview(true);
          }}
        />
        <Drift rows={rows} onDecide={setDecision} />
        {error && <FailureNote failure={asFailure(error)} />}
        {!all && !error && <Loading />}
        {all && shown.length === 0 && (
          <Empty
            title={t(rows.length > 0 ? "subscription.noMatch" : "subscription.empty.title")}
            text={t(rows.length > 0 ? "subscription.noMatchText" : "subscription.empty.text")}
          />
        )}
        {all && shown.length > 0 && view === "list" && (
          <SubscriptionTable rows={shown} selected={chosen} onOpen={choose} />
        )}
        {all && shown.length > 0 && view === "matrix" && (
          <Matrix
            all={all}
            shown={shown}
            selected={chosen}
            onOpen={choose}
            onNew={(event, url) => desired({ event, url })}
          />
        )}
      </Split>
      {edited && all && (
        <SubscriptionDialog
          row={changed}
          from={edited.from}
          rows={all.rows}
          suggestions={all.suggestions}
          onClose={() => setEdited(null)}
          onDone={(id) => {
            setEdited(null);
            choose(id);
          }}
        />
      )}
      {decision && <ActDialog decision={decision} rows={rows} onClose={() => setDecision(null)} />}
    </>
  );
}
