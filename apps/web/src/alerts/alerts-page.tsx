import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { parametersOf, withParameter } from "../shell/address.ts";
import { Link } from "../shell/link.tsx";
import { useScope } from "../shell/scope.ts";
import { Title } from "../shell/title.tsx";
import { Active, useAlertsTitle } from "./active.tsx";
import { History } from "./history.tsx";
import { MaintenanceView } from "./maintenance.tsx";
import { alertsSearch, VIEWS, type View } from "./search.ts";
import { Silences } from "./silences.tsx";

const PATH = "/alerts";
const NAMES = Object.entries(VIEWS) as [View, string][];

/** What fires, what is silenced, what was told and what was not. */
export const AlertsPage = (): ReactNode => {
  const search = alertsSearch.parse(useSearch({ strict: false }));
  const { integration, environment } = useScope();
  const view: View = search.view ?? "active";
  const { integration: kept, environment: place } = search;
  const query = parametersOf({ integration: kept, environment: place });
  return (
    <>
      <Title>{useAlertsTitle(integration, environment)}</Title>
      <nav className="views" aria-label="Views">
        {NAMES.map(([name, words]) => (
          <Link
            key={name}
            to={withParameter(PATH, query, "view", name === "active" ? "" : name)}
            still
            aria-current={name === view ? "page" : undefined}
          >
            {words}
          </Link>
        ))}
      </nav>
      {view === "active" && <Active integration={integration} environment={environment} />}
      {view === "silences" && <Silences />}
      {view === "history" && <History />}
      {view === "maintenance" && <MaintenanceView integration={integration} />}
    </>
  );
};
