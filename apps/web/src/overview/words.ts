import type { Attention, News, Overview, Place } from "../data/overview.ts";
import { counted, figure } from "../shell/numbers.ts";
import { scoped } from "../shell/scope.ts";

const NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");
/** So many violations are counted of a group. */
const COUNTED = 1_000;

const spelt = (value: number): string => NUMBERS[value] ?? figure(value);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const watchedAs = (value: number): string =>
  `${spelt(value)} ${value === 1 ? "integration" : "integrations"}`;

/** The page's answer to what needs somebody. */
export const verdict = ({ watched, troubled, attention, judged }: Overview): string => {
  if (watched === 0) return "No specification is loaded";
  if (troubled > 0 && watched === 1) return "The integration needs attention";
  if (troubled > 0)
    return `${capital(spelt(troubled))} of ${watchedAs(watched)} ${troubled === 1 ? "needs" : "need"} attention`;
  if (attention.some(({ silencedUntil }) => silencedUntil === null))
    return "Clausewatch itself needs attention";
  if (judged.exchangesToday === 0) return "Nothing is known to be broken, and nothing was judged today";
  const hold =
    watched === 1
      ? "The integration holds."
      : `${watched === 2 ? "Both integrations" : `All ${watchedAs(watched)}`} hold.`;
  return `${hold} ${counted(judged.exchangesToday, "exchange")} judged today.`;
};

/** How many violations a sentence stands for; nothing for one. */
export const countWords = ({ count }: Attention): string | undefined => {
  if (count < 2) return undefined;
  return count === COUNTED ? `${figure(count)} violations or more` : counted(count, "violation");
};

/** Where the thing itself is shown. */
export const addressOf = (need: Attention): string => {
  const { about, integration, environment, clause, rule, count, violation, status } = need;
  const scope = { integration: integration ?? undefined, environment: environment ?? undefined };
  if (about === "monitor") return scoped("/alerts", {});
  if (about === "no-data" || about === "budget") return scoped("/service-levels", scope);
  if (count < 2 && violation !== null) return `/violations/${encodeURIComponent(violation)}`;
  const query = new URLSearchParams({
    status,
    ...(rule !== null && { rule }),
    ...(clause && { clause: clause.path }),
  });
  const start = scoped("/violations", scope);
  return `${start}${start.includes("?") ? "&" : "?"}${query}`;
};

/** Where a clause stands in its document. */
export const lineOf = ({ integration, clause }: Attention): string | undefined =>
  integration === null || !clause
    ? undefined
    : `/integrations/${encodeURIComponent(integration)}#L${clause.line}`;

const rates = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** How many exchanges a minute has. */
export const rateWords = ({ traffic: { perMinute } }: Place): string | undefined => {
  if (perMinute === null) return undefined;
  return `${perMinute >= 10 ? figure(Math.round(perMinute)) : rates.format(perMinute)} a minute`;
};

/** A day's traffic in words, with the same figures as its line. */
export const trafficWords = ({ traffic: { hours } }: Place): string => {
  const known = hours.filter((count) => count !== null);
  if (known.length === 0) return "No exchange in the last 24 hours";
  const told = hours.map((count) => (count === null ? "no data" : figure(count))).join(", ");
  return `Exchanges by the hour, the last 24 hours: ${told}`;
};

/** What became of a document's clauses. */
export const revisionWords = ({ clauses }: News): string => {
  if (!clauses) return "";
  const { added, removed } = clauses;
  if (added + removed === 0) return "; no clause changed";
  const parts = [
    added > 0 && `${counted(added, "clause")} added`,
    removed > 0 && `${figure(removed)} removed`,
  ];
  return `; ${parts.filter(Boolean).join(", ")}`;
};
