import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { HistorySearch } from "../alerts/search.ts";
import { answered, api } from "./api.ts";
import type { paths } from "./openapi.ts";
import { usePages } from "./queries.ts";
import { useStillPages } from "./still-pages.ts";

type Row<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": { items: (infer Item)[] } } } } };
}
  ? Item
  : never;
type Body<Operation> = Operation extends { requestBody?: { content: { "application/json": infer Sent } } }
  ? Sent
  : never;

/** An alert that lasts, with who is told of it or why nobody is. */
export type Alert = Row<"/api/v1/alerts">;
export type Silence = Row<"/api/v1/silences">;
export type Notification = Row<"/api/v1/notifications">;
export type Maintenance = Row<"/api/v1/maintenance">;
export type SilenceToMake = Body<paths["/api/v1/silences"]["post"]>;
export type MaintenanceToDeclare = Body<paths["/api/v1/maintenance"]["post"]>;

export const useAlerts = (integration: string | undefined, environment: string | undefined) =>
  useStillPages({
    name: "alerts",
    filters: { integration, environment },
    fetchPage: ({ limit, cursor }, signal) =>
      answered(
        api.GET("/api/v1/alerts", { params: { query: { integration, environment, limit, cursor } }, signal }),
      ),
    idOf: ({ id }) => id,
    timeOf: ({ startsAt }) => startsAt,
  });

export const useSilences = () =>
  usePages("silences", {}, (page, signal) =>
    answered(api.GET("/api/v1/silences", { params: { query: page }, signal })),
  );

export const useNotifications = (filters: HistorySearch) =>
  useStillPages({
    name: "notifications",
    filters,
    fetchPage: (page, signal) =>
      answered(api.GET("/api/v1/notifications", { params: { query: { ...filters, ...page } }, signal })),
    idOf: ({ id }) => id,
    timeOf: ({ at }) => at,
  });

/** Who was told of a violation, and who was not. */
export const useNotificationsOf = (violation: string) =>
  useQuery({
    queryKey: ["notifications", "of-violation", violation],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/notifications", { params: { query: { violation } }, signal })),
  });

export const useMaintenance = (integration: string | undefined) =>
  usePages("maintenance", { integration }, (page, signal) =>
    answered(api.GET("/api/v1/maintenance", { params: { query: { integration, ...page } }, signal })),
  );

/** What a silence would hold back; asked for while somebody writes it. */
export const useSilencePreview = (matchers: readonly string[]) =>
  useQuery({
    queryKey: ["alerts", "preview", matchers],
    enabled: matchers.length > 0,
    retry: false,
    queryFn: ({ signal }) =>
      answered(api.POST("/api/v1/silences/preview", { body: { matchers: [...matchers] }, signal })),
  });

const useChange = <Asked, Answer>(list: string, change: (asked: Asked) => Promise<Answer>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [list] });
      await queries.invalidateQueries({ queryKey: ["alerts"] });
    },
  });
};

export const useMakeSilence = () =>
  useChange("silences", (body: SilenceToMake) => answered(api.POST("/api/v1/silences", { body })));

export const useEndSilence = () =>
  useChange("silences", (id: string) =>
    answered(api.POST("/api/v1/silences/{id}/expire", { params: { path: { id } } })),
  );

export const useDeclare = () =>
  useChange("maintenance", (body: MaintenanceToDeclare) =>
    answered(api.POST("/api/v1/maintenance", { body })),
  );

export const useWithdraw = () =>
  useChange("maintenance", (id: string) =>
    answered(api.POST("/api/v1/maintenance/{id}/withdraw", { params: { path: { id } }, body: {} })),
  );
