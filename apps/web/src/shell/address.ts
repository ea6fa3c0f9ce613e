import { useMemo, useSyncExternalStore } from "react";

const MOVED = "clausewatch:moved";

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener("popstate", changed);
  window.addEventListener(MOVED, changed);
  return () => {
    window.removeEventListener("popstate", changed);
    window.removeEventListener(MOVED, changed);
  };
};

/** Goes to an address of these pages; `replace` leaves no entry in the history. */
export const goTo = (address: string, replace = false): void => {
  if (replace) window.history.replaceState(null, "", address);
  else window.history.pushState(null, "", address);
  window.dispatchEvent(new Event(MOVED));
};

/** The page's path, query and fragment, kept up to date: the URL is the state. */
export const useAddress = (): { path: string; query: URLSearchParams; hash: string } => {
  const address = useSyncExternalStore(subscribe, () => window.location.href);
  return useMemo(() => {
    const { pathname, searchParams, hash } = new URL(address);
    return { path: pathname, query: searchParams, hash };
  }, [address]);
};

/** An address with one parameter of the query changed; an empty value takes it out. */
export const withParameter = (path: string, query: URLSearchParams, name: string, value: string): string => {
  const changed = new URLSearchParams(query);
  if (value === "") changed.delete(name);
  else changed.set(name, value);
  return changed.size === 0 ? path : `${path}?${changed}`;
};
