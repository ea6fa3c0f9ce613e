import { integrationPath, scoped, type Scope } from "./scope.ts";

/** A page of the bar: `key` after `g` goes there. */
export interface PageEntry {
  name: string;
  key: string;
  addressIn(scope: Scope): string;
  isAt(path: string): boolean;
}

const below = (start: string) => (path: string) => path === start || path.startsWith(`${start}/`);

const list = (name: string, key: string, start: string): PageEntry => ({
  name,
  key,
  addressIn: (scope) => scoped(start, scope),
  isAt: below(start),
});

/** Every page that the bar leads to, in its order. */
export const PAGES: readonly PageEntry[] = [
  { name: "Overview", key: "o", addressIn: () => "/", isAt: (path) => path === "/" },
  {
    name: "Specification",
    key: "s",
    addressIn: ({ integration, environment }) =>
      integration === undefined ? "/integrations" : scoped(integrationPath(integration), { environment }),
    isAt: (path) => /^\/integrations(\/[^/]+)?$/.test(path),
  },
  list("Violations", "v", "/violations"),
  list("Service levels", "l", "/service-levels"),
  {
    ...list("Webhooks", "w", "/deliveries"),
    isAt: (path) => below("/deliveries")(path) || below("/redeliveries")(path),
  },
  list("Limits", "i", "/limits"),
  list("Alerts", "a", "/alerts"),
  list("Dead letters", "d", "/dead-letters"),
  { ...list("Settings", "e", "/settings"), addressIn: () => "/settings" },
];
