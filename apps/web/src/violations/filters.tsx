import type { ReactNode } from "react";
import { GROUPINGS } from "./search.ts";
import { SEVERITIES, STATUSES, type Integration } from "../data/types.ts";
import { Choice, FilterForm, SetByLinks, Words } from "../shell/filter-controls.tsx";

/** Those without a control of their own, which links set. */
const SET_BY_LINKS = ["owner", "without", "party", "client", "endpoint", "environment", "clause"];

interface FilterProps {
  query: URLSearchParams;
  integrations: readonly Integration[];
}

const SEVERITY_WORDS = {
  critical: "critical",
  error: "error and above",
  warning: "warning and above",
  info: "info and above",
};

/** The list's filters; what they say stands in the URL. */
export const Filters = ({ query, integrations }: FilterProps): ReactNode => {
  const place = { path: "/violations", query };
  const ids = new Set([...integrations.map(({ id }) => id), ...query.getAll("integration")]);
  const titleOf = (id: string) => integrations.find((known) => known.id === id)?.title ?? id;
  return (
    <FilterForm place={place} label="Violations">
      <Choice
        place={place}
        name="severity"
        label="Severity"
        all="every severity"
        options={SEVERITIES.map((severity) => [severity, SEVERITY_WORDS[severity]])}
      />
      <Choice
        place={place}
        name="status"
        label="Status"
        all="every status"
        options={STATUSES.map((status) => [status, status])}
      />
      <Choice
        place={place}
        name="unowned"
        label="Owner"
        all="anybody or nobody"
        options={[["true", "nobody's"]]}
      />
      <Choice
        place={place}
        name="by"
        label="Grouped by"
        all="not grouped"
        options={GROUPINGS.map((by) => [by, by])}
      />
      <Choice
        place={place}
        name="integration"
        label="Integration"
        all="every integration"
        options={[...ids].map((id) => [id, titleOf(id)])}
      />
      <Words place={place} name="rule" label="Rule" hint="request.body-invalid" />
      {!query.has("by") && <Words place={place} name="text" label="Text" hint="quantity" />}
      <SetByLinks place={place} names={SET_BY_LINKS} />
    </FilterForm>
  );
};
