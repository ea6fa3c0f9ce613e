import { useQuery } from "@tanstack/react-query";
import { spanOf, type Period } from "../shell/periods.ts";
import { answered, api } from "./api.ts";
import { inOrderOf } from "./held-order.ts";
import type { paths } from "./openapi.ts";

type Listed<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": { items: (infer Row)[] } } } } };
}
  ? Row
  : never;

/** How far one client used one limit. */
export type LimitUse = Listed<"/api/v1/integrations/{id}/limits">;
/** One limit's windows of one client, over time. */
export type LimitSeries =
  paths["/api/v1/integrations/{id}/limits/series"]["get"]["responses"]["200"]["content"]["application/json"];
/** What traffic has and the document has not. */
export type Undocumented = Listed<"/api/v1/integrations/{id}/undocumented">;

/** What a row of limits is known by. */
export const limitId = ({ environment, client, file, path }: LimitUse): string =>
  JSON.stringify([environment, client, file, path]);

/** What a row of what is not documented is known by. */
export const undocumentedId = ({ what, environment, endpoint, name }: Undocumented): string =>
  JSON.stringify([what, environment, endpoint, name]);

/** Rows stay where they are while the page is open; whoever comes back finds them sorted anew. */
const HELD = { gcTime: 0 } as const;

/** How far clients used limits; rows keep their order. */
export const useLimits = (id: string, environment: string | undefined, period: Period) =>
  useQuery({
    ...HELD,
    queryKey: ["limits", id, environment, period],
    queryFn: async ({ signal, client, queryKey }) => {
      const list = await answered(
        api.GET("/api/v1/integrations/{id}/limits", {
          params: { path: { id }, query: { environment, ...spanOf(period) } },
          signal,
        }),
      );
      const shown = client.getQueryData<typeof list>(queryKey)?.items;
      return { ...list, items: inOrderOf(shown, list.items, limitId) };
    },
  });

/** Which limit of which client; an absent client: nobody could tell. */
export interface LimitAsked {
  clause: string;
  environment: string | undefined;
  client: string | undefined;
}

/** How far one client used one limit, window by window. */
export const useLimitSeries = (id: string, asked: LimitAsked, period: Period) =>
  useQuery({
    queryKey: ["limits", "series", id, asked, period],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/limits/series", {
          params: { path: { id }, query: { ...asked, ...spanOf(period) } },
          signal,
        }),
      ),
  });

/** What the document lacks; rows keep their order. */
export const useUndocumented = (id: string, environment: string | undefined, period: Period) =>
  useQuery({
    ...HELD,
    queryKey: ["undocumented", id, environment, period],
    queryFn: async ({ signal, client, queryKey }) => {
      const list = await answered(
        api.GET("/api/v1/integrations/{id}/undocumented", {
          params: { path: { id }, query: { environment, ...spanOf(period) } },
          signal,
        }),
      );
      const shown = client.getQueryData<typeof list>(queryKey)?.items;
      return { ...list, items: inOrderOf(shown, list.items, undocumentedId) };
    },
  });
