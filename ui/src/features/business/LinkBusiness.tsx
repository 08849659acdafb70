import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { MerchantRow } from "../../api/types";
import { businessesQuery } from "../../queries/businessQueries";
import { BusinessDialog } from "./BusinessDialog";

type Props = { merchant: MerchantRow; onClose(): void };

/** The business of a merchant, to be changed, or a new one that begins with the merchant. */
export function LinkBusiness({ merchant, onClose }: Props) {
  const go = useNavigate();
  const { data } = useQuery(businessesQuery);
  if (!data) return null;
  const account = { provider: "rappi", id: merchant.id } as const;
  const isMine = ({ account: one }: { account: { provider: string; id: string } }) =>
    one.provider === account.provider && one.id === account.id;
  const row = data.find(({ accounts }) => accounts.some(isMine)) ?? null;
  const first = { account, name: merchant.name || merchant.email, business: row?.id ?? null };
  return (
    <BusinessDialog
      row={row}
      first={first}
      onClose={onClose}
      onDone={({ id }) => go({ to: "/businesses/$business", params: { business: id } })}
    />
  );
}
