import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { AuthorizeDialog } from "../features/authorize/AuthorizeDialog";
import { AuthorizeProvider } from "../navigation/frame";
import { merchantsQuery } from "../queries/merchantQueries";

/** The sign-in, which any place can open; it leads to the merchant who signed in. */
export function Authorizing({ children }: { children: ReactNode }) {
  const go = useNavigate();
  const { data: merchants } = useQuery(merchantsQuery);
  const [open, setOpen] = useState(false);
  /** Who authorizes again, if it is known before the dialog opens. */
  const [again, setAgain] = useState<string | null>(null);
  const authorize = (merchant: string | null) => {
    setAgain(merchant);
    setOpen(true);
  };
  return (
    <AuthorizeProvider value={authorize}>
      {children}
      <AuthorizeDialog
        merchants={merchants ?? []}
        again={again}
        onOpen={() => setOpen(true)}
        open={open}
        onClose={() => setOpen(false)}
        onDone={(merchant) => {
          setOpen(false);
          void go({ to: "/merchants/$merchant/$tab", params: { merchant, tab: "stores" } });
        }}
      />
    </AuthorizeProvider>
  );
}
