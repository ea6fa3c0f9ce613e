import type { Exchange } from "#observation";
import type { Report, Verdict } from "../verdict.ts";
import { noAges, sizeOf, touch, turn, type Ages } from "./ages.ts";
import { rankOf } from "./side.ts";

/** What was said about an exchange by the record of one side or more. */
interface Told {
  sides: number[];
  timeMs: number;
  traceId?: string;
  requestId?: string;
  status?: number;
}

/** What records that name their side made checks say lately, by what was said: plain data. */
export type ToldState = Ages<Told[]>;

const SPAN_MS = 5 * 60_000;
const MAX_KEYS = 10_000;
const MAX_A_KEY = 100;
/** How far two sides' clocks may differ where nothing else tells that they saw one exchange. */
const SKEW_MS = 2_000;
const KNOWN_SKEW_MS = 60_000;
const REQUEST_ID = "x-request-id";

/** Nothing told. */
export const noneTold = (): ToldState => noAges();

const keyOf = ({ rule, clause, environment, endpoint, evidence }: Verdict): string =>
  `${rule}\n${clause.path}\n${environment ?? ""}\n${endpoint ?? ""}\n${evidence.pointer ?? ""}`;

const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

const agree = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one === other;

const isSameExchange = (told: Told, own: Told): boolean => {
  if (differ(told.traceId, own.traceId) || differ(told.requestId, own.requestId)) return false;
  if (told.status !== own.status) return false;
  const known = agree(told.traceId, own.traceId) || agree(told.requestId, own.requestId);
  return Math.abs(told.timeMs - own.timeMs) <= (known ? KNOWN_SKEW_MS : SKEW_MS);
};

/**
 * A report that says once what the records of both sides of one exchange show (rules.md, "Capture"): what the other
 * side's record made a check say already is passed over. Records that do not name their side all count.
 */
export const onceForBothSides = (
  state: ToldState,
  exchange: Exchange,
  clockMs: number,
  report: Report,
): Report => {
  const side = rankOf(exchange);
  if (side === 0) return report;
  return (signal) => {
    if (signal.kind === "end") return report(signal);
    turn(state, clockMs, SPAN_MS);
    const key = keyOf(signal.verdict);
    const own: Told = {
      sides: [side],
      timeMs: exchange.timeMs,
      traceId: exchange.traceId,
      requestId: exchange.request.headers?.get(REQUEST_ID),
      status: exchange.response?.status,
    };
    const all = touch(state, key) ?? [];
    const other = all.find((told) => !told.sides.includes(side) && isSameExchange(told, own));
    if (other) return void other.sides.push(side);
    if (all.length === 0 && sizeOf(state) < MAX_KEYS) state.recent.set(key, all);
    all.push(own);
    if (all.length > MAX_A_KEY) all.shift();
    report(signal);
  };
};
