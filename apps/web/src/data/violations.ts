import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "./api.ts";
import type { paths } from "./openapi.ts";
import type { Grouping, ViolationSearch } from "../violations/search.ts";
import { useMay } from "../shell/use-may.ts";

type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;
type Sent<Operation> = Operation extends { requestBody?: { content: { "application/json": infer Body } } }
  ? Body
  : never;

export type Cause = Got<"/api/v1/violations/{id}/events">["items"][number];
export type TraceStep = Got<"/api/v1/violations/{id}/events">["trace"][number];
export type Bulk = Sent<paths["/api/v1/violations/actions"]["post"]>;

export const useCauses = (id: string) =>
  useQuery({
    queryKey: ["violation", id, "events"],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/violations/{id}/events", { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });

export type ViolationGroup = Got<"/api/v1/violations/groups">["items"][number];

/** Groups of the violations that pass filters; what only the list knows to narrow by does not narrow them. */
export const useViolationGroups = (by: Grouping, { text: _, without: __, ...filters }: ViolationSearch) =>
  useQuery({
    queryKey: ["violations", "groups", by, filters],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/violations/groups", { params: { query: { by, ...filters } }, signal })),
  });

/** Whom violations may be assigned to. */
export const useOwners = () =>
  useQuery({
    queryKey: ["violations", "owners"],
    enabled: useMay("operator"),
    queryFn: ({ signal }) => answered(api.GET("/api/v1/violations/owners", { signal })),
    staleTime: 60_000,
  });

/** Acknowledges, assigns or resolves several. */
export const useBulk = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Bulk) => answered(api.POST("/api/v1/violations/actions", { body })),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["violations"] });
      void queries.invalidateQueries({ queryKey: ["violation"] });
      void queries.invalidateQueries({ queryKey: ["integrations"] });
    },
  });
};
