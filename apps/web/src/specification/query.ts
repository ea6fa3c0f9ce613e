import { useQuery } from "@tanstack/react-query";
import { answered, api } from "../data/api.ts";
import { spanOf, type Period } from "../shell/periods.ts";

/** The document with what was true of it in the period that ends now. */
export const useDocument = (id: string, environment: string | undefined, period: Period) =>
  useQuery({
    queryKey: ["document", id, environment, period],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/integrations/{id}/document", {
          params: { path: { id }, query: { environment, from: spanOf(period).from } },
          signal,
        }),
      ),
  });

/** What traffic showed of the test scenarios, and of the arrows of the diagrams. */
export const useCoverage = (id: string, environment: string | undefined, period: Period) =>
  useQuery({
    queryKey: ["coverage", id, environment, period],
    queryFn: async ({ signal }) => {
      const asked = { params: { path: { id }, query: { environment, ...spanOf(period) } }, signal };
      const [scenarios, sequences] = await Promise.all([
        answered(api.GET("/api/v1/integrations/{id}/scenarios", asked)),
        answered(api.GET("/api/v1/integrations/{id}/sequences", asked)),
      ]);
      return { scenarios: scenarios.items, arrows: sequences.items.flatMap(({ arrows }) => arrows) };
    },
  });

/** The latest violations of one clause. */
export const useClauseViolations = (integration: string, clause: string, environment: string | undefined) =>
  useQuery({
    queryKey: ["violations", "of-clause", integration, clause, environment],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/violations", {
          params: { query: { integration, clause, environment, limit: "5" } },
          signal,
        }),
      ),
  });
