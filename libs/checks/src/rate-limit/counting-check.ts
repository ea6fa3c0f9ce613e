import type { Check, ExchangeContext } from "../check.ts";
import { neverSent } from "../engine/exchange-end.ts";
import { isSuccess } from "../engine/finding.ts";
import type { Report } from "../verdict.ts";
import { isIn, noAges, sizeOf, turn, type Ages } from "../engine/ages.ts";
import { comesSampled } from "../engine/sampled-sources.ts";
import { countRequest, noCounters, type Counters, type RecordedRequest } from "./counting/counters.ts";
import { SHORTEST_WINDOW_MS } from "./counting/provider-windows.ts";
import { notObserved, type Observed, type Observer } from "./counting/observed.ts";
import { rankOf } from "../engine/side.ts";
import type { HeaderReader } from "./headers/header-reader.ts";
import type { DocumentedLimits } from "./limits/documented-limits.ts";
import { DAY_MS } from "./limits/limit.ts";
import { isPreflight } from "./preflight.ts";
import { awaitRefusal, settleRefusals, type PendingRefusal } from "./premature.ts";
import { tellEnd, tellExcess } from "./tell.ts";

const MAX_SAMPLED = 100_000;

/** Everything the counting rules remember; plain data. */
export interface CountingState {
  counters: Counters;
  /** In the order in which they fall due. */
  pending: PendingRefusal[];
  observed: Observed;
  /** Sources that send only some of their events, and the clients seen in those. */
  sampledSources: Ages<true>;
  sampledClients: Ages<true>;
}

const clientKey = ({ environment, client }: ExchangeContext): string =>
  `${environment ?? ""}\n${client ?? ""}`;

/** Whether the event is sampled, or its source was seen to sample; then it is remembered who is counted too low. */
const isSampled = (state: CountingState, context: ExchangeContext): boolean => {
  const { sampledSources, sampledClients } = state;
  turn(sampledClients, context.clockMs, DAY_MS);
  if (!comesSampled(sampledSources, context.exchange, context.clockMs)) return false;
  if (sizeOf(sampledClients) < MAX_SAMPLED) sampledClients.recent.set(clientKey(context), true);
  return true;
};

const canJudgeRefusals = ({ sampledClients }: CountingState, context: ExchangeContext): boolean =>
  sizeOf(sampledClients) === 0 ||
  (sizeOf(sampledClients) < MAX_SAMPLED && !isIn(sampledClients, clientKey(context)));

/**
 * `rate-limit.exceeded`, `.unenforced` and `.premature`. Muted without a client, for sampled sources, and where nobody
 * can tell which limits hold; token requests and CORS preflights do not count, nor what never reached the API or what
 * is ahead of the clock.
 */
export const countingCheck = (
  documented: DocumentedLimits,
  headers: HeaderReader,
  observer: Observer,
): Check<CountingState> => {
  const request: RecordedRequest = {
    startMs: 0,
    endMs: 0,
    accepted: false,
    resetMs: undefined,
    rank: 0,
    observedMs: 0,
  };
  const settle = (state: CountingState, clockMs: number, report: Report): void => {
    if (!observer.goesOn(state.observed)) state.pending = [];
    if (state.pending.length > 0) settleRefusals(state.pending, state.counters, documented, clockMs, report);
  };

  return {
    key: "rate-limit.counting",
    initialState: () => ({
      counters: noCounters(),
      pending: [],
      observed: notObserved(),
      sampledSources: noAges(),
      sampledClients: noAges(),
    }),
    exchange(state, context, report) {
      const { exchange, client, clockMs } = context;
      settle(state, clockMs, report);
      request.observedMs = observer.since(state.observed, context);
      if (isSampled(state, context) || client === undefined || context.tokenRequest) return;
      if (exchange.timeMs > clockMs || neverSent(exchange) || isPreflight(exchange)) return;
      const governing = documented.governing(context)?.limits;
      if (!governing) return;

      const { response } = exchange;
      const { counters } = state;
      const resetMs = response?.headers && headers.reset(response.headers, exchange.timeMs);
      const spoken = resetMs === undefined ? undefined : headers.spokenOf(response!.headers!, governing);
      request.startMs = exchange.timeMs;
      request.endMs = exchange.timeMs + (exchange.durationMs ?? 0);
      request.rank = rankOf(exchange);
      request.accepted = isSuccess(response?.status);
      for (const limit of governing) {
        request.resetMs = limit === spoken && limit.windowMs >= SHORTEST_WINDOW_MS ? resetMs : undefined;
        const found = countRequest(counters, limit, client, request, clockMs);
        if (found === undefined) continue;
        if (found === "ended") tellEnd(limit, client, report);
        else tellExcess(context, limit, found, report);
      }
      if (response?.status === 429 && canJudgeRefusals(state, context))
        awaitRefusal(state.pending, counters, documented, context, request);
    },
    advance: settle,
  };
};
