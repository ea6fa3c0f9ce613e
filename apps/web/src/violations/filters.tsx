import type { FormEvent, ReactNode } from "react";
import { SEVERITIES, STATUSES, type Integration } from "../data/types.ts";
import { goTo, withParameter } from "../shell/address.ts";
import { Link } from "../shell/link.tsx";

/** The parameters of the URL that narrow the list; the API knows them by the same names. */
export const FILTER_NAMES: ReadonlySet<string> = new Set([
  "severity",
  "status",
  "integration",
  "rule",
  "text",
  "party",
  "client",
  "endpoint",
  "environment",
  "clause",
]);

/** Those without a control of their own, which links set. */
const SET_BY_LINKS = ["party", "client", "endpoint", "environment", "clause"];

interface FilterProps {
  query: URLSearchParams;
  integrations: readonly Integration[];
}

const change = (query: URLSearchParams, name: string, value: string): void =>
  goTo(withParameter("/violations", query, name, value.trim()));

const Choice = (props: {
  query: URLSearchParams;
  name: string;
  label: string;
  all: string;
  options: readonly (readonly [value: string, words: string])[];
}): ReactNode => {
  const { query, name, label, all, options } = props;
  return (
    <label>
      {label}
      <select value={query.get(name) ?? ""} onChange={(event) => change(query, name, event.target.value)}>
        <option value="">{all}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
};

const Words = (props: { query: URLSearchParams; name: string; label: string; hint: string }): ReactNode => {
  const { query, name, label, hint } = props;
  const known = query.get(name) ?? "";
  return (
    <label>
      {label}
      <input
        key={known}
        name={name}
        type="search"
        defaultValue={known}
        placeholder={hint}
        maxLength={500}
        onBlur={(event) => event.target.value.trim() !== known && change(query, name, event.target.value)}
      />
    </label>
  );
};

const submit = (query: URLSearchParams) => (event: FormEvent<HTMLFormElement>) => {
  event.preventDefault();
  const filters = new URLSearchParams(query);
  for (const [name, value] of new FormData(event.currentTarget))
    if (typeof value === "string" && value.trim() !== "") filters.set(name, value.trim());
    else filters.delete(name);
  goTo(filters.size === 0 ? "/violations" : `/violations?${filters}`);
};

/** The list's filters; what they say stands in the URL. */
export const Filters = ({ query, integrations }: FilterProps): ReactNode => {
  const words = {
    critical: "critical",
    error: "error and above",
    warning: "warning and above",
    info: "info and above",
  };
  const ids = new Set([...integrations.map(({ id }) => id), ...query.getAll("integration")]);
  const titleOf = (id: string) => integrations.find((known) => known.id === id)?.title ?? id;
  return (
    <form className="filters" role="search" aria-label="Violations" onSubmit={submit(query)}>
      <Choice
        query={query}
        name="severity"
        label="Severity"
        all="every severity"
        options={SEVERITIES.map((severity) => [severity, words[severity]])}
      />
      <Choice
        query={query}
        name="status"
        label="Status"
        all="every status"
        options={STATUSES.map((status) => [status, status])}
      />
      <Choice
        query={query}
        name="integration"
        label="Integration"
        all="every integration"
        options={[...ids].map((id) => [id, titleOf(id)])}
      />
      <Words query={query} name="rule" label="Rule" hint="request.body-invalid" />
      <Words query={query} name="text" label="Text" hint="quantity" />
      {SET_BY_LINKS.filter((name) => query.has(name)).map((name) => (
        <span key={name}>
          <span className="dim">{name}</span> {query.get(name)}{" "}
          <Link to={withParameter("/violations", query, name, "")} aria-label={`Without the filter ${name}`}>
            any
          </Link>
        </span>
      ))}
    </form>
  );
};
