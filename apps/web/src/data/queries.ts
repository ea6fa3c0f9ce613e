import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DeadLetterSearch } from "../dead-letters/search.ts";
import type { ViolationSearch } from "../violations/search.ts";
import { answered, api } from "./api.ts";
import { PAGE_ROWS, useStillPages } from "./still-pages.ts";
import type { ViolationDetail } from "./types.ts";

/** How often is asked for what no event tells of. */
const UNTOLD_MS = 5_000;

const byId = (id: string) => ({ path: { id } });

/** A list that filters narrow, all of it kept up to date. */
export const usePages = <Row>(
  list: string,
  filters: object,
  fetchPage: (
    page: { limit: string; cursor?: string },
    signal: AbortSignal,
  ) => Promise<{ items: Row[]; nextCursor?: string }>,
) =>
  useInfiniteQuery({
    queryKey: [list, filters],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      fetchPage({ limit: String(PAGE_ROWS), ...(pageParam !== "" && { cursor: pageParam }) }, signal),
    getNextPageParam: (page) => page.nextCursor,
  });

export const useViolations = (filters: ViolationSearch) =>
  useStillPages({
    name: "violations",
    filters,
    fetchPage: (page, signal) =>
      answered(api.GET("/api/v1/violations", { params: { query: { ...filters, ...page } }, signal })),
    idOf: ({ id }) => id,
    timeOf: ({ time }) => time,
    changesAnywhere: true,
  });

/** The newest violations that pass filters. */
export const useNewestViolations = (filters: ViolationSearch) =>
  useQuery({
    queryKey: ["violations", filters],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/violations", { params: { query: filters }, signal })),
  });

export const useDeadLetters = (filters: DeadLetterSearch) =>
  useStillPages({
    name: "dead-letters",
    filters,
    fetchPage: (page, signal) =>
      answered(api.GET("/api/v1/dead-letters", { params: { query: { ...filters, ...page } }, signal })),
    idOf: ({ id }) => id,
    timeOf: ({ recordedAt }) => recordedAt,
    askEveryMs: UNTOLD_MS,
  });

export const useDeadLetterCounts = (filters: DeadLetterSearch) =>
  useQuery({
    queryKey: ["dead-letters", "counts", filters],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/dead-letters/counts", { params: { query: filters }, signal })),
    refetchInterval: UNTOLD_MS,
  });

export const useDeadLetter = (id: string) =>
  useQuery({
    queryKey: ["dead-letter", id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/dead-letters/{id}", { params: byId(id), signal })),
    refetchInterval: UNTOLD_MS,
  });

/** Replays one dead letter, or those that a filter names. */
export const useReplay = (of: { id: string } | { filter: Record<string, string> }) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answered(
        "id" in of
          ? api.POST("/api/v1/dead-letters/{id}/replay", { params: byId(of.id) })
          : api.POST("/api/v1/dead-letters/replay", { body: of.filter }),
      ),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["dead-letter"] });
      void queries.invalidateQueries({ queryKey: ["dead-letters"] });
    },
  });
};

export const useViolation = (id: string) =>
  useQuery({
    queryKey: ["violation", id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/violations/{id}", { params: byId(id), signal })),
  });

/** Acknowledges or resolves; the page shows the new standing at once, the list when its model has caught up. */
export const useAction = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: "acknowledge" | "resolve") =>
      answered(api.POST(`/api/v1/violations/{id}/${action}`, { params: byId(id), body: {} })),
    onSuccess: ({ status }) => {
      queries.setQueryData<ViolationDetail>(["violation", id], (known) => known && { ...known, status });
      void queries.invalidateQueries({ queryKey: ["violations"] });
      void queries.invalidateQueries({ queryKey: ["integrations"] });
    },
  });
};

export const useIntegrations = () =>
  useQuery({
    queryKey: ["integrations"],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/integrations", { signal })),
  });
