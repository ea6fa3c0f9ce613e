import type { FormEvent, ReactNode } from "react";
import { goTo, withParameter } from "./address.ts";
import { Link } from "./link.tsx";

/** A list's filters as they stand in the URL of its page. */
export interface FilterPlace {
  path: string;
  query: URLSearchParams;
}

const change = ({ path, query }: FilterPlace, name: string, value: string): void =>
  goTo(withParameter(path, query, name, value.trim()));

/** One of several values, or all. */
export const Choice = (props: {
  place: FilterPlace;
  name: string;
  label: string;
  all: string;
  options: readonly (readonly [value: string, words: string])[];
}): ReactNode => {
  const { place, name, label, all, options } = props;
  return (
    <label>
      {label}
      <select
        value={place.query.get(name) ?? ""}
        onChange={(event) => change(place, name, event.target.value)}
      >
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

/** A text. */
export const Words = (props: {
  place: FilterPlace;
  name: string;
  label: string;
  hint: string;
}): ReactNode => {
  const { place, name, label, hint } = props;
  const known = place.query.get(name) ?? "";
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
        onBlur={(event) => event.target.value.trim() !== known && change(place, name, event.target.value)}
      />
    </label>
  );
};

const localOf = (utc: string): string => {
  const timeMs = Date.parse(utc);
  if (Number.isNaN(timeMs)) return "";
  const local = new Date(timeMs - new Date(timeMs).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
};

/** A time, in the viewer's zone; in the URL in UTC. */
export const Time = (props: { place: FilterPlace; name: string; label: string }): ReactNode => {
  const { place, name, label } = props;
  const known = localOf(place.query.get(name) ?? "");
  return (
    <label>
      {label}
      <input
        key={known}
        type="datetime-local"
        defaultValue={known}
        onBlur={({ target: { value } }) => {
          if (value !== known) change(place, name, value === "" ? "" : new Date(value).toISOString());
        }}
      />
    </label>
  );
};

/** Filters that links set and that have no control of their own, each with the way to be rid of it. */
export const SetByLinks = ({ place, names }: { place: FilterPlace; names: readonly string[] }): ReactNode =>
  names
    .filter((name) => place.query.has(name))
    .map((name) => (
      <span key={name}>
        <span className="dim">{name}</span> {place.query.get(name)}{" "}
        <Link to={withParameter(place.path, place.query, name, "")} aria-label={`Without the filter ${name}`}>
          any
        </Link>
      </span>
    ));

const submit =
  ({ path, query }: FilterPlace) =>
  (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const filters = new URLSearchParams(query);
    for (const [name, value] of new FormData(event.currentTarget))
      if (typeof value === "string" && value.trim() !== "") filters.set(name, value.trim());
      else filters.delete(name);
    goTo(filters.size === 0 ? path : `${path}?${filters}`);
  };

/** The form around a list's filters; what they say stands in the URL. */
export const FilterForm = (props: { place: FilterPlace; label: string; children: ReactNode }): ReactNode => (
  <form className="filters" role="search" aria-label={props.label} onSubmit={submit(props.place)}>
    {props.children}
    <button type="submit" hidden />
  </form>
);
