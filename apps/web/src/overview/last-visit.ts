import { useEffect, useState } from "react";

const KEY = "clausewatch.visits";
/** Whoever is away for less is still on the same visit. */
const AWAY_MS = 30 * 60_000;
const SEEN_EVERY_MS = 60_000;

interface Visits {
  /** When the visit before this one ended. */
  before?: number;
  /** When this page was looked at last. */
  seen?: number;
}

const read = (): Visits => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    const { before, seen } = stored as Record<string, unknown>;
    return {
      ...(Number.isSafeInteger(before) && { before: before as number }),
      ...(Number.isSafeInteger(seen) && { seen: seen as number }),
    };
  } catch {
    return {};
  }
};

const write = (visits: Visits): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(visits));
  } catch {
    // A browser that keeps nothing shows the news of a day.
  }
};

/** When this browser looked at the overview before this visit; undefined where it does not know. */
export const useLastVisit = (): string | undefined => {
  const [before] = useState(() => {
    const { before: earlier, seen } = read();
    const isNew = seen !== undefined && Date.now() - seen > AWAY_MS;
    return isNew ? seen : earlier;
  });
  useEffect(() => {
    const note = (): void => write({ before, seen: Date.now() });
    note();
    const timer = window.setInterval(note, SEEN_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [before]);
  return before === undefined ? undefined : new Date(before).toISOString();
};
