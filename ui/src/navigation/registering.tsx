import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { Webhook } from "../api/types";
import { asFailure } from "../components/failure/table";
import { useNotices } from "../components/notices/notices";
import { useAct } from "../components/useAct";
import { useWords } from "../i18n";
import { usePlatform } from "../queries/usePlatform";
import { TakeOver } from "./TakeOver";

type Register = (integration: string) => Promise<void>;
const Context = createContext<Register>(async () => {});

/** Registers the webhook of an integration; one that leads elsewhere is replaced only after a question. */
export function useRegisterWebhook(): Register {
  return useContext(Context);
}

export function RegisterProvider({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { done } = useNotices();
  const [asked, setAsked] = useState<{ integration: string; host: string } | null>(null);
  const registered = async ({ answer, integration }: Webhook) => {
    done(t(answer === 200 ? "webhook.updated" : "webhook.created", { integration }));
    await client.invalidateQueries({ queryKey: ["webhooks"] });
    await client.invalidateQueries({ queryKey: ["plan"] });
  };
  const register: Register = async (integration) => {
    try {
      await registered(await platform.registerWebhook(integration));
    } catch (error) {
      const { reason, what } = asFailure(error);
      if (reason !== "webhook_elsewhere") throw error;
      setAsked({ integration, host: what ?? "" });
    }
  };
  const [takeOver, taking] = useAct(async (integration: string) => {
    await registered(await platform.takeOverWebhook(integration));
    setAsked(null);
  });
  return (
    <Context.Provider value={register}>
      {children}
      {asked && (
        <TakeOver
          host={asked.host}
          busy={taking}
          onLeave={() => setAsked(null)}
          onTake={() => takeOver(asked.integration)}
        />
      )}
    </Context.Provider>
  );
}
