import { useQuery } from "@tanstack/react-query";
import type { DeliveriesSearch } from "../deliveries/search.ts";
import { answered, api } from "./api.ts";
import type { paths } from "./openapi.ts";
import { useStillPages } from "./still-pages.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type DeliveryAudit = Answer<"/api/v1/deliveries/{id}/audit">;
export type Attempt = DeliveryAudit["attempts"][number];
export type TimelineLine = DeliveryAudit["timeline"][number];
export type Sides = DeliveryAudit["sides"][number];
export type Difference = Answer<"/api/v1/deliveries/{id}/attempts/{attemptId}/difference">;

export type DeliveryRow = Answer<"/api/v1/deliveries">["items"][number];

export const useDeliveryAudit = (id: string) =>
  useQuery({
    queryKey: ["delivery", id],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/deliveries/{id}/audit", { params: { path: { id } }, signal })),
  });

export const useAttemptPayload = (id: string, attemptId: string) =>
  useQuery({
    queryKey: ["delivery", id, "payload", attemptId],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/deliveries/{id}/attempts/{attemptId}/payload", {
          params: { path: { id, attemptId } },
          signal,
        }),
      ),
  });

/** An attempt's payload held against another of the delivery, or against another delivery's. */
export const useDifference = (id: string, attemptId: string, query: { of?: string; with?: string }) =>
  useQuery({
    queryKey: ["delivery", id, "difference", attemptId, query],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/deliveries/{id}/attempts/{attemptId}/difference", {
          params: { path: { id, attemptId }, query },
          signal,
        }),
      ),
  });

export const useDeliveries = (filters: DeliveriesSearch) =>
  useStillPages({
    name: "deliveries",
    filters,
    fetchPage: (page, signal) =>
      answered(api.GET("/api/v1/deliveries", { params: { query: { ...filters, ...page } }, signal })),
    idOf: ({ deliveryId }) => deliveryId,
    timeOf: ({ time }) => time,
    changesAnywhere: true,
  });

export const useDeliveryCounts = (filters: DeliveriesSearch) =>
  useQuery({
    queryKey: ["deliveries", "counts", filters],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/deliveries/counts", { params: { query: filters }, signal })),
  });
