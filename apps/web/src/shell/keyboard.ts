import { useEffect, useRef } from "react";
import { goTo } from "./address.ts";
import { PAGES } from "./pages.ts";
import type { Scope } from "./scope.ts";

const CHORD_MS = 1_500;

/** Whether a key belongs to what has the focus: a field, or an open dialog or menu. */
const isTyping = (event: KeyboardEvent): boolean => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  return event.target instanceof Element && event.target.closest("input, select, textarea") !== null;
};

const moveBy = (step: 1 | -1): void => {
  const rows = [...document.querySelectorAll<HTMLElement>("main .sentence > a, main [data-row]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

/** The keys that work on every page: `g` and a page's letter, `j` and `k` in lists, `/` and `?` for dialogs. */
export const useKeyboard = (scope: Scope, open: (dialog: "search" | "keys") => void): void => {
  const latest = useRef({ scope, open });
  useEffect(() => {
    latest.current = { scope, open };
  });
  useEffect(() => {
    let chordUntil = 0;
    const press = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      const page = PAGES.find(({ key }) => key === event.key);
      if (event.timeStamp < chordUntil && page) goTo(page.addressIn(latest.current.scope));
      else if (event.key === "j") moveBy(1);
      else if (event.key === "k") moveBy(-1);
      else if (event.key === "/") latest.current.open("search");
      else if (event.key === "?") latest.current.open("keys");
      else if (event.key !== "g") return;
      event.preventDefault();
      chordUntil = event.key === "g" ? event.timeStamp + CHORD_MS : 0;
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
};
