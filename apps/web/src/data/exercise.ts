import { useQuery } from "@tanstack/react-query";
import { spanOf, type Period } from "../shell/periods.ts";
import { answered, api } from "./api.ts";
import type { paths } from "./openapi.ts";

type Listed<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": { items: (infer Row)[] } } } } };
}
  ? Row
  : never;

/** How far one client used one limit. */
export type LimitUse = Listed<"/api/v1/integrations/{id}/limits">;
/** What traffic has and the document has not. */
export type Undocumented = Listed<"/api/v1/integrations/{id}/undocumented">;

export const useLimits = (id: string, environment: string | undefined, period: Period) =>
  useQuery({
    queryKey: ["limits", id, environment, period],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/limits", {
          params: { path: { id }, query: { environment, ...spanOf(period) } },
          signal,
        }),
      ),
  });

export const useUndocumented = (id: string, environment: string | undefined, period: Period) =>
  useQuery({
    queryKey: ["undocumented", id, environment, period],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/undocumented", {
          params: { path: { id }, query: { environment, ...spanOf(period) } },
          signal,
        }),
      ),
  });
