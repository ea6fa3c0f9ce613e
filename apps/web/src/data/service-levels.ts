import { useQuery } from "@tanstack/react-query";
import { answered, api } from "./api.ts";
import type { paths } from "./openapi.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** A month's objectives with where they stand. */
export type Objectives = Answer<"/api/v1/integrations/{id}/objectives">;
export type Objective = Objectives["items"][number];
export type Budget = NonNullable<Objective["budget"]>;
export type ObjectiveSeries = Answer<"/api/v1/integrations/{id}/objectives/series">;
export type ObjectiveBucket = ObjectiveSeries["items"][number];
export type TrafficBucket = Answer<"/api/v1/integrations/{id}/traffic/series">["items"][number];
export type TrafficGroup = Answer<"/api/v1/integrations/{id}/traffic">["items"][number];

const DAY_MS = 86_400_000;

const path = (id: string) => ({ id });

export const useObjectives = (id: string, query: { month?: string; environment?: string }) =>
  useQuery({
    queryKey: ["objectives", id, query],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/objectives", { params: { path: path(id), query }, signal }),
      ),
  });

/** Which objective, where and when. */
export interface ObjectiveOfMonth {
  clause: string;
  environment: string;
  month: string;
}

/** What was left of an objective's budget through the month. */
export const useBurnDown = (id: string, of: ObjectiveOfMonth, resolution: "1h" | "1d") =>
  useQuery({
    queryKey: ["objectives", "series", id, of, resolution],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/objectives/series", {
          params: { path: path(id), query: { ...of, resolution } },
          signal,
        }),
      ),
  });

/** Where a month's exchanges went, told apart by endpoint or client. */
export const useShares = (id: string, by: "endpoint" | "client", of: Omit<ObjectiveOfMonth, "clause">) =>
  useQuery({
    queryKey: ["objectives", "traffic", id, by, of],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/traffic", {
          params: { path: path(id), query: { ...of, by, limit: "100" } },
          signal,
        }),
      ),
  });

/** Percentiles of the day before a time. */
export const usePercentiles = (id: string, environment: string, until: string | null) =>
  useQuery({
    queryKey: ["objectives", "percentiles", id, environment, until],
    enabled: until !== null,
    queryFn: ({ signal }) => {
      const to = until ?? new Date().toISOString();
      const from = new Date(Date.parse(to) - DAY_MS).toISOString();
      return answered(
        api.GET("/api/v1/integrations/{id}/traffic/series", {
          params: { path: path(id), query: { environment, from, to, resolution: "15m" } },
          signal,
        }),
      );
    },
  });

export const useRestatements = (id: string, of: ObjectiveOfMonth) =>
  useQuery({
    queryKey: ["objectives", "restatements", id, of],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/objectives/restatements", {
          params: { path: path(id), query: { ...of, limit: "20" } },
          signal,
        }),
      ),
  });

/** The first minutes that were bad for an objective. */
export const useEvidence = (id: string, of: ObjectiveOfMonth) =>
  useQuery({
    queryKey: ["objectives", "evidence", id, of],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/objectives/evidence", {
          params: { path: path(id), query: { ...of, bad: "true", limit: "10" } },
          signal,
        }),
      ),
  });
