import { useIntegrations } from "../data/queries.ts";
import { useAddress } from "./address.ts";

/** What the pages speak of; an absent member means all. */
export interface Scope {
  integration?: string;
  environment?: string;
}

/** The integration and environment that the URL names; with one integration alone, that one. */
export const useScope = (): Scope => {
  const { path, query } = useAddress();
  const integrations = useIntegrations().data?.items ?? [];
  const [place, id] = path.split("/").filter(Boolean);
  const named =
    place === "integrations" && id !== undefined ? decodeURIComponent(id) : query.get("integration");
  return {
    integration: named ?? (integrations.length === 1 ? integrations[0]?.id : undefined),
    environment: query.get("environment") ?? undefined,
  };
};

/** An address with the scope's integration (where the path does not name it) and environment as parameters. */
export const scoped = (path: string, { integration, environment }: Scope): string => {
  const query = new URLSearchParams();
  if (integration !== undefined && !path.startsWith("/integrations/")) query.set("integration", integration);
  if (environment !== undefined) query.set("environment", environment);
  return query.size === 0 ? path : `${path}?${query}`;
};

/** An address below an integration's own. */
export const integrationPath = (id: string, below = ""): string =>
  `/integrations/${encodeURIComponent(id)}${below}`;
