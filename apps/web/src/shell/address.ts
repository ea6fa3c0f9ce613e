import { createBrowserHistory, useRouterState } from "@tanstack/react-router";
import { useMemo } from "react";

/** The browser's history, as the router follows it. */
export const history = createBrowserHistory();

/** Goes to an address of these pages; `replace` leaves no entry in the history. */
export const goTo = (address: string, replace = false): void =>
  replace ? history.replace(address) : history.push(address);

/** The page's path, query and fragment (with its `#`), kept up to date: the URL is the state. */
export const useAddress = (): { path: string; query: URLSearchParams; hash: string } => {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const fragment = useRouterState({ select: ({ location }) => location.hash });
  return useMemo(
    () => ({ path, query: new URLSearchParams(search), hash: fragment === "" ? "" : `#${fragment}` }),
    [path, search, fragment],
  );
};

/** An address with one parameter of the query changed; an empty value takes it out. */
export const withParameter = (path: string, query: URLSearchParams, name: string, value: string): string =>
  withParameters(path, query, { [name]: value });

/** The same with several; empty values take theirs out. */
export const withParameters = (
  path: string,
  query: URLSearchParams,
  changes: Readonly<Record<string, string>>,
): string => {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes))
    if (value === "") changed.delete(name);
    else changed.set(name, value);
  return changed.size === 0 ? path : `${path}?${changed}`;
};

/** The parameters of a validated search, without those that are not there. */
export const parametersOf = (search: Readonly<Record<string, string | undefined>>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
