import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ActivityFilter, CompareRequest, PlanRequest, Verdict } from "../api/types";
import { useApplicationBoard } from "./applicationQueries";
import { usePlatform } from "./usePlatform";

/** Nothing polls and nothing retries: the shell says what is stale, and an error is for the person to read. */
export function newClient(): QueryClient {
  const queries = { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false };
  return new QueryClient({
    defaultOptions: {
      queries: { ...queries, networkMode: "always", refetchOnReconnect: false },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

export function useStart() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["start"], queryFn: () => platform.start() });
}
export function useConnection() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["connection"], queryFn: () => platform.connection() });
}
export function useProfileDetail() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["profile"], queryFn: () => platform.profileDetail() });
}
export function useMerchants() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["merchants"], queryFn: () => platform.merchants() });
}
export function useWebhooks() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["webhooks"], queryFn: () => platform.webhooks() });
}
/** Walked when a person asks for it, never by itself; what was found stays until the next walk. */
export function useCheck() {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["check"],
    queryFn: () => platform.check(),
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
export function useDeprecations() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["deprecations"], queryFn: () => platform.deprecations() });
}
export function useRappiSettings() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["rappiSettings"], queryFn: () => platform.rappiSettings() });
}
export function useNetworkSettings() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["networkSettings"], queryFn: () => platform.networkSettings() });
}
export function useRotation(integration: string) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["webhookRotation", integration],
    queryFn: () => platform.webhookRotation(integration),
  });
}
export function useSubscriptions() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["subscriptions"], queryFn: () => platform.subscriptions() });
}
/** How many there are of what the side bar leads to. */
export function useCounts(): { needs?: number; merchants?: number; applications?: number; subscriptions?: number } {
  const { data: merchants } = useMerchants();
  const { data: applications } = useApplicationBoard();
  const { data: subscriptions } = useSubscriptions();
  const { data: overview } = useOverview();
  return {
    needs: overview?.items.length,
    merchants: merchants?.length,
    applications: applications?.total,
    subscriptions: subscriptions?.rows.length,
  };
}
/** What needs a person, and how things stand. */
export function useOverview() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["overview"], queryFn: () => platform.overview() });
}
export function useOperations(merchant: string | null) {
  const platform = usePlatform();
  return useQuery({ queryKey: ["operations", merchant], queryFn: () => platform.operations(merchant) });
}
export function useOperation(id: string) {
  const platform = usePlatform();
  return useQuery({ queryKey: ["operation", id], queryFn: () => platform.operation(id) });
}
export function useOperationStores(id: string, outcome: string | null, offset: number, limit: number) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["operationStores", id, outcome, offset, limit],
    queryFn: () => platform.operationStores(id, outcome, offset, limit),
    placeholderData: keepPreviousData,
  });
}
export function useDrift(merchant: string) {
  const platform = usePlatform();
  return useQuery({ queryKey: ["drift", merchant], queryFn: () => platform.drift(merchant) });
}
export function useStoreLatest(merchant: string, store: string) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["storeLatest", merchant, store],
    queryFn: () => platform.storeLatest(merchant, store),
  });
}
/**
 * A plan, and what it was asked for: what is run is that, whatever was chosen since. `stamp` says which selection was meant
 * without carrying 50,000 ranges in a key.
 */
export function usePlan(request: (() => PlanRequest) | null, merchant: string, stamp: string) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["plan", merchant, stamp],
    queryFn: async () => {
      const asked = (request as () => PlanRequest)();
      return { asked, plan: await platform.plan(asked) };
    },
    enabled: request !== null,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

const PAGE = 100;

export function useDeliveries(verdict: Verdict | null, search: string) {
  const platform = usePlatform();
  return useInfiniteQuery({
    queryKey: ["deliveries", verdict, search],
    queryFn: ({ pageParam }) => platform.deliveries({ verdict, search, before: pageParam, limit: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.rows.length < PAGE ? undefined : page.rows[page.rows.length - 1].id),
    placeholderData: keepPreviousData,
  });
}
export function useDelivery(id: number | null) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["delivery", id],
    queryFn: () => platform.delivery(id as number),
    enabled: id !== null,
  });
}
export function useActivity(filter: ActivityFilter) {
  const platform = usePlatform();
  return useInfiniteQuery({
    queryKey: ["activity", filter],
    queryFn: ({ pageParam }) => platform.activity(filter, pageParam, PAGE),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.rows.length < PAGE ? undefined : page.rows[page.rows.length - 1].id),
    placeholderData: keepPreviousData,
  });
}
export function useDeliveryFacts(id: number) {
  const platform = usePlatform();
  return useQuery({ queryKey: ["deliveryFacts", id], queryFn: () => platform.deliveryFacts(id) });
}
export function useRatepaySettings() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["ratepaySettings"], queryFn: () => platform.ratepaySettings() });
}
export function useActivityKinds() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["activity", "kinds"], queryFn: () => platform.activityKinds() });
}
/** The walk along the whole chain: when the place is opened, and when somebody asks. */
export function useActivityChecked() {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["activityChecked"],
    queryFn: () => platform.verifyActivity(),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
export function useReviews(merchant: string) {
  const platform = usePlatform();
  return useQuery({ queryKey: ["reviews", merchant], queryFn: () => platform.reviews(merchant) });
}
/** Differences between two trees, page after page. */
export function useComparison(asked: Omit<CompareRequest, "offset" | "limit">, ready: boolean) {
  const platform = usePlatform();
  return useInfiniteQuery({
    queryKey: ["comparison", asked.merchant, asked],
    queryFn: ({ pageParam }) => platform.compareTrees({ ...asked, offset: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const read = pages.reduce((sum, one) => sum + one.rows.length, 0);
      return read < page.total ? read : undefined;
    },
    placeholderData: keepPreviousData,
    enabled: ready,
  });
}
export function useAttemptState(id: string | null) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["attempt", id],
    queryFn: () => platform.authorizeStatus(id as string),
    enabled: id !== null,
  });
}
