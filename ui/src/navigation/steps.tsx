import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext } from "react";
import type { Connection } from "../api/types";
import type { NextStep } from "../components/failure/table";
import { useAct } from "../components/useAct";
import { connectionQuery } from "../queries/environmentQueries";
import { usePlatform } from "../queries/usePlatform";

type Step = (step: Exclude<NextStep, null>) => void;
const Context = createContext<Step | null>(null);

const nowhere: Step = () => {};

/** What the next step of a failure does when it is pressed. */
export function StepProvider({ authorize, children }: { authorize(): void; children: ReactNode }) {
  const go = useNavigate();
  const platform = usePlatform();
  const client = useQueryClient();
  const [look] = useAct(async (ask: () => Promise<Connection>) =>
    client.setQueryData(connectionQuery.queryKey, await ask()),
  );
  const step: Step = (which) => {
    if (which === "authorize") authorize();
    if (which === "settings") void go({ to: "/settings/receiver" });
    if (which === "credentials") void go({ to: "/settings/credentials" });
    if (which === "refresh") void client.invalidateQueries({ queryKey: ["stores"] });
    if (which === "connection") look(platform.checkConnection);
    if (which === "unlock") look(platform.unlockVault);
  };
  return <Context.Provider value={step}>{children}</Context.Provider>;
}

export function useStep(): Step {
  return useContext(Context) ?? nowhere;
}

/** The same, and nothing where there is no place to go yet: no button is shown that would do nothing. */
export function useStepIfAny(): Step | undefined {
  return useContext(Context) ?? undefined;
}
