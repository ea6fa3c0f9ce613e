import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { act, read } from "./api.ts";
import type {
  ClauseList,
  DeadLetter,
  DeadLetterCounts,
  DeadLetterDetail,
  Integration,
  Page,
  Replayed,
  SpecificationText,
  Status,
  Violation,
  ViolationDetail,
} from "./types.ts";

const FRESH_MS = 5_000;
const PAGE_ROWS = 50;
const at = encodeURIComponent;

/** A list that the URL's filters ask for; the first page keeps itself up to date. */
const usePages = <Row>(list: string, filters: URLSearchParams) =>
  useInfiniteQuery({
    queryKey: [list, filters.toString()],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(filters);
      asked.set("limit", String(PAGE_ROWS));
      if (pageParam !== "") asked.set("cursor", pageParam);
      return read<Page<Row>>(`/${list}?${asked}`, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : FRESH_MS),
  });

export const useViolations = (filters: URLSearchParams) => usePages<Violation>("violations", filters);

export const useDeadLetters = (filters: URLSearchParams) => usePages<DeadLetter>("dead-letters", filters);

export const useDeadLetterCounts = (filters: URLSearchParams) =>
  useQuery({
    queryKey: ["dead-letters", "counts", filters.toString()],
    queryFn: ({ signal }) => read<DeadLetterCounts>(`/dead-letters/counts?${filters}`, signal),
    refetchInterval: FRESH_MS,
  });

export const useDeadLetter = (id: string) =>
  useQuery({
    queryKey: ["dead-letter", id],
    queryFn: ({ signal }) => read<DeadLetterDetail>(`/dead-letters/${at(id)}`, signal),
    refetchInterval: FRESH_MS,
  });

/** Replays one dead letter, or those that a filter names. */
export const useReplay = (of: { id: string } | { filter: Record<string, string> }) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      "id" in of
        ? act<Replayed>(`/dead-letters/${at(of.id)}/replay`)
        : act<Replayed>("/dead-letters/replay", of.filter),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["dead-letter"] });
      void queries.invalidateQueries({ queryKey: ["dead-letters"] });
    },
  });
};

export const useViolation = (id: string) =>
  useQuery({
    queryKey: ["violation", id],
    queryFn: ({ signal }) => read<ViolationDetail>(`/violations/${at(id)}`, signal),
    refetchInterval: FRESH_MS,
  });

/** Acknowledges or resolves; the page shows the new standing at once, the list when its model has caught up. */
export const useAction = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: "acknowledge" | "resolve") =>
      act<{ status: Status }>(`/violations/${at(id)}/${action}`),
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
    queryFn: ({ signal }) => read<{ items: Integration[] }>("/integrations", signal),
    refetchInterval: FRESH_MS,
  });

export const useIntegration = (id: string) =>
  useQuery({
    queryKey: ["integration", id],
    queryFn: ({ signal }) => read<Integration>(`/integrations/${at(id)}`, signal),
  });

export const useClauses = (id: string) =>
  useQuery({
    queryKey: ["clauses", id],
    queryFn: ({ signal }) => read<ClauseList>(`/integrations/${at(id)}/clauses`, signal),
  });

export const useSpecification = (id: string) =>
  useQuery({
    queryKey: ["specification", id],
    queryFn: ({ signal }) => read<SpecificationText>(`/integrations/${at(id)}/specification`, signal),
  });
