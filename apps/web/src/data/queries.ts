import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { act, read } from "./api.ts";
import type {
  ClauseList,
  Integration,
  Page,
  SpecificationText,
  Status,
  Violation,
  ViolationDetail,
} from "./types.ts";

const FRESH_MS = 5_000;
const PAGE_ROWS = 50;
const at = encodeURIComponent;

/** The list that the URL's filters ask for; the first page keeps itself up to date. */
export const useViolations = (filters: URLSearchParams) =>
  useInfiniteQuery({
    queryKey: ["violations", filters.toString()],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(filters);
      asked.set("limit", String(PAGE_ROWS));
      if (pageParam !== "") asked.set("cursor", pageParam);
      return read<Page<Violation>>(`/violations?${asked}`, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : FRESH_MS),
  });

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
