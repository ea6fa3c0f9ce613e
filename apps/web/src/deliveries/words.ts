import type { Attempt, DeliveryAudit, Sides, TimelineLine } from "../data/deliveries.ts";

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** A time of day in the viewer's zone, to the second. */
export const timeOfDay = (at: string): string => clock.format(Date.parse(at));

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
] as const;

/** How long: `212 ms`, `30.0 s`, `1 min 48 s`, `2 h`. */
export const duration = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const at = UNITS.findIndex(([unit]) => ms >= unit);
  const [unit, name] = UNITS[at]!;
  const [lower, lowerName] = UNITS[at + 1] ?? [1000, "s"];
  const rest = Math.floor((ms % unit) / lower);
  return `${Math.floor(ms / unit)} ${name}${rest > 0 ? ` ${rest} ${lowerName}` : ""}`;
};

/** What came back: a status, a failure, or that nobody captured it. */
export const answerOf = ({ status, failure }: Pick<Attempt, "status" | "failure">): string =>
  status === undefined ? (failure ?? "not captured") : String(status);

const TIMINGS: Record<TimelineLine["timing"], string> = {
  first: "First attempt",
  early: "early",
  "on-time": "On time",
  late: "late",
  unknown: "Nobody can tell",
  manual: "By hand",
  waiting: "Not due yet",
  due: "Due now",
  overdue: "overdue",
};

/** How an attempt agrees with the schedule. */
export const timingOf = ({ timing, offMs }: TimelineLine): string =>
  offMs === undefined ? TIMINGS[timing] : `${duration(offMs)} ${TIMINGS[timing]}`;

/** What both records say together. */
export const TOGETHER: Record<Sides["together"], string> = {
  agree: "agree",
  disagree: "two different answers",
  "answer-lost": "received, but its answer did not arrive",
  "answered-before": "answered before it reached the receiver",
  "never-received": "sent, never received",
  "never-sent": "received, never sent",
  "one-sided": "the other side was not watched",
  unknown: "an answer was not captured",
};

const next = ({ timeline }: DeliveryAudit): string => {
  const line = timeline.at(-1);
  if (!line?.window || line.attemptId !== undefined) return "";
  const { from, until } = line.window;
  if (line.timing === "overdue") return `. Attempt ${line.number} was due by ${timeOfDay(until)}`;
  return `. Attempt ${line.number} is due ${from ? `from ${timeOfDay(from)}` : `by ${timeOfDay(until)}`}`;
};

/** The delivery as one sentence: did it arrive, and if not, what comes next? */
export const sentenceOf = (audit: DeliveryAudit): string => {
  const what = `${audit.eventType ?? "The webhook"} ${audit.eventId}`;
  switch (audit.state) {
    case "delivered":
      return `${what} was delivered`;
    case "pending":
      return `Nobody knows yet whether ${what} arrived`;
    case "exhausted":
      return `${what} was not delivered, and no attempt is left`;
    default:
      return `${what} has not arrived${next(audit)}`;
  }
};
