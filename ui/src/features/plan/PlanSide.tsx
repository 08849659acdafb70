import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Flags, PlanRequest } from "../../api/types";
import { asFailure } from "../../components/failure/table";
import { useAct } from "../../components/useAct";
import { useRegisterWebhook } from "../../navigation/registering";
import { useStep } from "../../navigation/steps";
import { profileQuery } from "../../queries/environmentQueries";
import { planQuery } from "../../queries/merchantQueries";
import { useTreePart } from "../../queries/trees";
import { useLater } from "../../queries/useLater";
import { usePlatform } from "../../queries/usePlatform";
import type { StoreTree } from "../../tree/model";
import type { Given } from "../operations/panel";
import { ExportPlan } from "./ExportPlan";
import { PlanPanel } from "./PlanPanel";
import type { Hold } from "./RunTiming";
import { storesOf } from "./storesOf";

/** The document's defaults; every flag is always sent. */
export const DEFAULT_FLAGS: Flags = {
  pingActive: false,
  getMenuActive: false,
  cancellationEvents: false,
  status: "INACTIVE",
};
const REST_MS = 120;

type Props = {
  merchant: string;
  tree: StoreTree;
  again?: Given;
  onStarted(operation: string): void;
  onCancel?(): void;
};

export function PlanSide({ merchant, tree, again, onStarted, onCancel }: Props) {
  const platform = usePlatform();
  const client = useQueryClient();
  const step = useStep();
  const { data: profile } = useQuery(profileQuery);
  const [flags, setFlags] = useState(again?.flags ?? DEFAULT_FLAGS);
  const [chosen, setIntegration] = useState<string | null>(again?.integration ?? null);
  const chosenMode = useTreePart(tree, (one) => one.mode);
  const mode = again?.mode ?? chosenMode;
  const [hold, setHold] = useState<Hold | null>(null);
  const [repeat, setRepeat] = useState(true);
  // What is hard to take back can be stopped before it begins.
  const careful = mode === "deprovision" || profile?.kind === "production";
  const holdS = Number(hold ?? (careful ? "60" : "0"));
  const integrations = again?.flags ? [again.integration] : (profile?.integrations ?? []);
  const integration = chosen ?? integrations[0] ?? "";
  const checkTick = useTreePart(tree, (one) => one.checkTick);
  const version = useTreePart(tree, (one) => one.columns.version);
  const checks = useLater(checkTick, REST_MS);
  // The rows of a file are not those that were chosen in the tree: only one of the two is shown as chosen.
  const fromFile = again?.source.kind === "import";
  useEffect(() => {
    if (fromFile) tree.clear();
  }, [fromFile, tree]);
  const wanted = again !== undefined || tree.selected > 0;
  const request = (): PlanRequest => ({
    merchant,
    source: again?.source ?? { kind: "selection", selection: tree.selection },
    integration,
    flags,
    kind: mode,
    holdS,
    repeat,
  });
  const stamp = JSON.stringify([again?.source ?? [version, checks], integration, flags, mode]);
  const { data, error, isPlaceholderData } = useQuery(
    planQuery(wanted && integration ? request : null, merchant, stamp),
  );
  const shown = wanted && data ? data : null;
  const [run, running] = useAct(async ({ asked, plan }: NonNullable<typeof shown>) => {
    try {
      const operation = await platform.provision({ ...asked, holdS, repeat }, plan.fingerprint);
      // The rows of a selection are those that are checked; of others the run itself knows.
      tree.beginRun(asked.source.kind === "selection" ? null : await storesOf(platform, operation));
      onStarted(operation);
    } catch (refused) {
      void client.invalidateQueries({ queryKey: ["plan", merchant] });
      throw refused;
    }
  });
  const registerWebhook = useRegisterWebhook();
  const [register, registering] = useAct(() => registerWebhook(integration));
  return (
    <PlanPanel
      environment={profile ? { name: profile.name, kind: profile.kind } : null}
      plan={shown?.plan ?? null}
      // While the plan of the same choice is read again it can be run: the core refuses if it became another one.
      settled={!isPlaceholderData && checks === checkTick}
      failure={wanted && error ? asFailure(error) : null}
      onStep={step}
      integrations={integrations}
      integration={integration}
      onIntegration={setIntegration}
      mode={mode}
      onMode={again ? undefined : (next) => tree.setMode(next)}
      hold={String(holdS) as Hold}
      onHold={setHold}
      repeat={repeat}
      onRepeat={setRepeat}
      flags={flags}
      fixed={again?.flags !== undefined}
      onFlags={setFlags}
      busy={running}
      onRun={() => shown && run(shown)}
      registering={registering}
      onRegister={register}
      again={again?.source.kind ?? null}
      onCancel={onCancel}
      keep={<ExportPlan request={request} stamp={stamp} disabled={!shown} />}
    />
  );
}
