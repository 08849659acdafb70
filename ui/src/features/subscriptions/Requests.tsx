import { useState } from "react";
import type { RequestPreview, SubscriptionRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import css from "./Requests.module.css";

type Props = { requests: RequestPreview[] /** To say which request is about which. */; rows?: SubscriptionRow[] };

/** More are shown when asked for: each can be reached by the keyboard, and the way to the act must not be long. */
const SHOWN = 20;

/** Requests exactly as they would leave, one after the other; the core has masked what is secret. */
export function Requests({ requests, rows = [] }: Props) {
  const { t, number } = useWords();
  const [all, setAll] = useState(requests.length <= SHOWN);
  const warnings = [...new Set(requests.flatMap((request) => request.warnings))];
  const sent = requests.filter(({ method }) => method !== "");
  const unsent = requests.filter(({ method }) => method === "");
  const about = (request: RequestPreview) => rows.find(({ id }) => id === request.row);
  return (
    <section className={css.requests} data-testid="request-preview">
      {warnings.map((warning) => (
        <Note key={warning} tone="doubt" testId={`warning-${warning}`}>
          {t(`warning.${warning}`)}
        </Note>
      ))}
      <h3>{sent.length > 0 ? t("request.title", { count: sent.length }) : t("request.none")}</h3>
      {sent.slice(0, all ? undefined : SHOWN).map((request, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: requests go in this order, and two may be alike
        <div key={index}>
          <About row={about(request)} />
          <Request request={request} />
        </div>
      ))}
      {sent.length > 0 && unsent.length > 0 && (all || sent.length < SHOWN) && <h3>{t("request.none")}</h3>}
      {unsent.slice(0, all ? undefined : Math.max(0, SHOWN - sent.length)).map((request) => (
        <About key={request.row} row={about(request)} />
      ))}
      {!all && (
        <Button onPress={() => setAll(true)} testId="request-all">
          {t("request.all", { number: number(requests.length - SHOWN) })}
        </Button>
      )}
    </section>
  );
}

function About({ row }: { row?: SubscriptionRow }) {
  return row ? <p className={css.about}>{`${row.event} → ${row.url}`}</p> : null;
}

function Request({ request }: { request: RequestPreview }) {
  const head = request.headers.map(([name, value]) => `${name}: ${value}`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <pre className={css.request} tabIndex={0} data-selectable>
      <b>{request.method}</b> {[request.url, ...head].join("\n")}
      {request.body !== null && `\n\n${request.body}`}
    </pre>
  );
}
