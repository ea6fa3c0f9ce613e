import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "./api.ts";
import type { paths } from "./openapi.ts";
import { usePages } from "./queries.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;
type Sent<Operation> = Operation extends { requestBody?: { content: { "application/json": infer Body } } }
  ? Body
  : never;

export type Redelivery = Answer<"/api/v1/redeliveries/{id}">;
export type RedeliveryItem = Answer<"/api/v1/redeliveries/{id}/deliveries">["items"][number];
export type DeliveryChoice = Sent<paths["/api/v1/redeliveries/count"]["post"]>["filter"];
export type RedeliveryToAsk = Sent<paths["/api/v1/redeliveries"]["post"]>;
export type Endpoint = Answer<"/api/v1/deliveries/endpoints">["items"][number];

const SOON_MS = 2_000;
const MOST_SHOWN = "200";

/** Whether nothing will change any more: not running, and none under way. */
export const isOver = (of: Redelivery | undefined): boolean =>
  of !== undefined && of.status !== "running" && of.underWay === 0;

export const useRedeliveries = (integration: string | undefined) =>
  usePages("redeliveries", { integration }, (page, signal) =>
    answered(api.GET("/api/v1/redeliveries", { params: { query: { integration, ...page } }, signal })),
  );

export const useRedelivery = (id: string) =>
  useQuery({
    queryKey: ["redelivery", id],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/redeliveries/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => !isOver(state.data) && SOON_MS,
  });

/** What became of its deliveries, behind a number. */
export const useRedeliveryItems = ({ id, after, over }: { id: string; after: number; over: boolean }) =>
  useQuery({
    queryKey: ["redelivery", id, "items", after, over],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/redeliveries/{id}/deliveries", {
          params: { path: { id }, query: { after, limit: MOST_SHOWN } },
          signal,
        }),
      ),
    refetchInterval: over ? false : SOON_MS,
    placeholderData: (shown, of) => (of?.queryKey[1] === id && of.queryKey[3] === after ? shown : undefined),
  });

/** How many deliveries a filter would send again; undefined: nothing is counted. */
export const useRedeliveryCount = (filter: DeliveryChoice | undefined) =>
  useQuery({
    queryKey: ["redelivery", "count", filter],
    enabled: filter !== undefined,
    retry: false,
    queryFn: ({ signal }) =>
      answered(api.POST("/api/v1/redeliveries/count", { body: { filter: filter! }, signal })),
  });

export const useSendAgain = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RedeliveryToAsk) => answered(api.POST("/api/v1/redeliveries", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["redeliveries"] }),
  });
};

export const useStopRedelivery = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answered(api.POST("/api/v1/redeliveries/{id}/cancel", { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["redelivery", id] }),
  });
};

/** Where webhooks go, and how it is with each; `endpoint`: that one alone. */
export const useEndpoints = (query: { integration?: string; environment?: string; endpoint?: string }) =>
  usePages("endpoints", query, (page, signal) =>
    answered(api.GET("/api/v1/deliveries/endpoints", { params: { query: { ...query, ...page } }, signal })),
  );
