import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useIntegrations } from "../data/queries.ts";
import type { Integration } from "../data/types.ts";
import { parametersOf } from "../shell/address.ts";
import { CsvLink } from "../shell/csv-link.tsx";
import { Link } from "../shell/link.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Empty } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { ChosenList } from "./chosen-list.tsx";
import { Groups } from "./groups.tsx";
import { violationSearch } from "./search.ts";
import { Filters } from "./filters.tsx";

const summary = (integrations: readonly Integration[] | undefined): string => {
  if (!integrations) return "Violations";
  if (integrations.length === 0) return "Nothing is watched yet";
  const sum = (count: (open: Integration["open"]) => number) =>
    integrations.reduce((total, { open }) => total + count(open), 0);
  const all = sum((open) => open.critical + open.error + open.warning + open.info);
  const critical = sum((open) => open.critical);
  if (all === 0) return "No violation is open";
  const are = all === 1 ? "is" : "are";
  return `${counted(all, "violation")} ${are} open, ${critical === 0 ? "none" : figure(critical)} of them critical`;
};

const Nothing = ({ filtered, watched }: { filtered: boolean; watched: boolean }): ReactNode => {
  if (filtered)
    return (
      <Empty title="No violation passes these filters">
        <p>
          <Link to="/violations">Show all violations</Link>
        </p>
      </Empty>
    );
  if (watched)
    return (
      <Empty title="No violation has been found">
        <p>
          Every exchange that is sent to <code>POST /v1/events</code> is held against the specification, and
          what breaks a clause is listed here. See <Link to="/integrations">what is watched</Link>.
        </p>
      </Empty>
    );
  return (
    <Empty title="No specification is loaded">
      <p>
        Start with <code>SPECS=path/to/specification.md npm start</code>, or with{" "}
        <code>npm start -- --demo</code> to see simulated traffic.
      </p>
    </Empty>
  );
};

export const ViolationsPage = (): ReactNode => {
  const search = violationSearch.parse(useSearch({ strict: false }));
  const { by, open, ...filters } = search;
  const integrations = useIntegrations();
  const query = parametersOf(search);
  const nothing = (
    <Nothing filtered={parametersOf(filters).size > 0} watched={integrations.data?.items.length !== 0} />
  );
  return (
    <>
      <Title>{summary(integrations.data?.items)}</Title>
      <Filters query={query} integrations={integrations.data?.items ?? []} />
      <p className="list-ways">
        <CsvLink path="/api/v1/violations" query={filters} />
      </p>
      {by === undefined ? (
        <ChosenList filters={filters} nothing={nothing} />
      ) : (
        <Groups by={by} open={open} filters={filters} query={query} nothing={nothing} />
      )}
    </>
  );
};
