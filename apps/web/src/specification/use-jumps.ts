import { useEffect } from "react";

const HEADER_PX = 130;

const jump = (found: Element[], step: 1 | -1): void => {
  const below = (element: Element): boolean => element.getBoundingClientRect().top > HEADER_PX + 8;
  const above = (element: Element): boolean => element.getBoundingClientRect().top < HEADER_PX - 8;
  const next = step === 1 ? found.find(below) : found.findLast(above);
  if (!next) return;
  window.scrollTo({ top: window.scrollY + next.getBoundingClientRect().top - HEADER_PX });
  const focused = next.querySelector<HTMLElement>("button") ?? next.querySelector<HTMLElement>("a");
  focused?.focus({ preventScroll: true });
};

/** `n` and `p` jump between broken lines, `[` and `]` between sections. */
export const useJumps = (): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("input, select, textarea, [role=dialog]"))
        return;
      const broken = () => [...document.querySelectorAll("main [data-broken]")];
      const headings = () => [...document.querySelectorAll("article > div:has(> h2)")];
      if (event.key === "n") jump(broken(), 1);
      else if (event.key === "p") jump(broken(), -1);
      else if (event.key === "]") jump(headings(), 1);
      else if (event.key === "[") jump(headings(), -1);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
};

/** Brings the line that the URL names into view once its text is there; a line within prose by its paragraph. */
export const useLineInView = (line: number | undefined, isThere: boolean): void => {
  useEffect(() => {
    if (line === undefined || !isThere) return;
    for (let at = line; at > 0; at--) {
      const element = document.getElementById(`L${at}`);
      if (!element) continue;
      // Browsers have begun to return a promise, which an effect must not.
      void element.scrollIntoView({ block: "center" });
      return;
    }
  }, [line, isThere]);
};
