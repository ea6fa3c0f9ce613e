import { useQuery } from "@tanstack/react-query";
import { answered, api } from "./api.ts";
import type { paths } from "./openapi.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** What needs somebody, and how all integrations stand. */
export type Overview = Answer<"/api/v1/overview">;
export type Attention = Overview["attention"][number];
/** An integration in one environment. */
export type Place = Overview["places"][number];
export type News = Overview["news"][number];

/** Time alone changes them too. */
const FRESH_MS = 60_000;

export const useOverview = (since: string | undefined) =>
  useQuery({
    queryKey: ["overview", since],
    refetchInterval: FRESH_MS,
    queryFn: ({ signal }) => answered(api.GET("/api/v1/overview", { params: { query: { since } }, signal })),
  });

/** The clauses of an integration, as the last week's traffic of an environment showed them. */
export const useClauses = ({ integration, environment }: Pick<Place, "integration" | "environment">) =>
  useQuery({
    queryKey: ["overview-clauses", integration, environment],
    refetchInterval: FRESH_MS,
    staleTime: FRESH_MS,
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/clauses", {
          params: { path: { id: integration }, query: { environment: environment ?? undefined } },
          signal,
        }),
      ),
  });
