import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import type { ReactNode } from "react";
import * as z from "zod/mini";
import { alertsSearch } from "./alerts/search.ts";
import { deadLetterSearch } from "./dead-letters/search.ts";
import { deliveriesSearch, deliverySearch } from "./deliveries/search.ts";
import { limitsSearch } from "./limits/search.ts";
import { history } from "./shell/address.ts";
import { Link } from "./shell/link.tsx";
import { redeliveriesSearch, redeliverySearch } from "./redeliveries/search.ts";
import { serviceLevelsSearch } from "./service-levels/search.ts";
import { words } from "./shell/search-schema.ts";
import { Shell } from "./shell/shell.tsx";
import { Title } from "./shell/title.tsx";
import { specificationSearch } from "./specification/search.ts";
import { undocumentedSearch } from "./undocumented/search.ts";
import { violationSearch } from "./violations/search.ts";

// Zod would try to compile code, which the content security policy forbids.
z.config({ jitless: true });

const NotFound = (): ReactNode => (
  <>
    <Title>There is no such page</Title>
    <p>
      <Link to="/violations">Violations</Link>, <Link to="/integrations">integrations</Link> and{" "}
      <Link to="/dead-letters">dead letters</Link> are what there is.
    </p>
  </>
);

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const getParentRoute = () => root;

const routes = [
  createRoute({
    getParentRoute,
    path: "/",
    component: lazyRouteComponent(() => import("./overview/overview-page.tsx"), "OverviewPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/violations",
    validateSearch: violationSearch,
    component: lazyRouteComponent(() => import("./violations/violations-page.tsx"), "ViolationsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/violations/$id",
    component: lazyRouteComponent(() => import("./violations/violation-page.tsx"), "ViolationPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/integrations",
    component: lazyRouteComponent(() => import("./integrations/integrations-page.tsx"), "IntegrationsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/integrations/$id",
    validateSearch: specificationSearch,
    component: lazyRouteComponent(
      () => import("./specification/specification-page.tsx"),
      "SpecificationPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/dead-letters",
    validateSearch: deadLetterSearch,
    component: lazyRouteComponent(() => import("./dead-letters/dead-letters-page.tsx"), "DeadLettersPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/dead-letters/$id",
    component: lazyRouteComponent(() => import("./dead-letters/dead-letter-page.tsx"), "DeadLetterPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/deliveries",
    validateSearch: deliveriesSearch,
    component: lazyRouteComponent(() => import("./deliveries/deliveries-page.tsx"), "DeliveriesPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/deliveries/endpoints",
    validateSearch: redeliveriesSearch,
    component: lazyRouteComponent(() => import("./redeliveries/endpoints-page.tsx"), "EndpointsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/redeliveries",
    validateSearch: redeliveriesSearch,
    component: lazyRouteComponent(() => import("./redeliveries/redeliveries-page.tsx"), "RedeliveriesPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/redeliveries/$id",
    validateSearch: redeliverySearch,
    component: lazyRouteComponent(() => import("./redeliveries/redelivery-page.tsx"), "RedeliveryPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/deliveries/$id",
    validateSearch: deliverySearch,
    component: lazyRouteComponent(() => import("./deliveries/delivery-page.tsx"), "DeliveryPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/service-levels",
    validateSearch: serviceLevelsSearch,
    component: lazyRouteComponent(
      () => import("./service-levels/service-levels-page.tsx"),
      "ServiceLevelsPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/alerts",
    validateSearch: alertsSearch,
    component: lazyRouteComponent(() => import("./alerts/alerts-page.tsx"), "AlertsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/limits",
    validateSearch: limitsSearch,
    component: lazyRouteComponent(() => import("./limits/limits-page.tsx"), "LimitsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/not-documented",
    validateSearch: undocumentedSearch,
    component: lazyRouteComponent(() => import("./undocumented/undocumented-page.tsx"), "UndocumentedPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/sign-in",
    validateSearch: z.object({ then: words, refused: words }),
    component: lazyRouteComponent(() => import("./access/sign-in-page.tsx"), "SignInPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/settings",
    component: lazyRouteComponent(() => import("./access/settings-page.tsx"), "SettingsPage"),
  }),
] as const;

const textOf = (search: Record<string, unknown>): string => {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
};

/** Which page stands at which address, and what its search may say. */
export const router = createRouter({
  routeTree: root.addChildren(routes),
  history,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: textOf,
  notFoundMode: "root",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
