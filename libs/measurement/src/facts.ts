import type {
  MeasuredCell,
  MeasuredDeliveries,
  MeasuredInteractions,
  MinuteMeasured,
} from "./minute-measured.ts";

/** What a minute's traffic shows of clauses; `endpoint` and `name` say of what. */
export type FactKind =
  /** Minutes with traffic, and those of them that tell more than outcomes. */
  | "measured"
  | "told"
  /** By endpoint and outcome: all, those of known clients, those of minutes that tell outcomes only. */
  | "exchange"
  | "client-exchange"
  | "untold"
  /** Captured, by endpoint. */
  | "scheme"
  | "request-headers"
  | "request-body"
  /** Captured, by endpoint and status. */
  | "response-headers"
  | "response-body"
  /** By endpoint and code. */
  | "error-code"
  | "client-error-code"
  /** By the objective's clause path; `apart`: within maintenance. */
  | "objective"
  | "apart"
  /** By event type, as above. */
  | "delivery"
  | "untold-delivery"
  | "delivery-headers"
  | "delivery-body"
  /** By outcome, and by the attempt's number from 2 on. */
  | "delivery-outcome"
  | "delivery-retry"
  /** By `interactionName`. */
  | "interaction"
  | "interaction-failed"
  /** By the scenario's clause path. */
  | "scenario"
  | "scenario-failed"
  /** Bodies looked at, by the clause path of the body; those with an optional member, `endpoint` being that path. */
  | "sample"
  | "member";

/** A count that adds up over minutes. */
export interface Fact {
  /** Empty where nobody could tell. */
  environment: string;
  kind: FactKind;
  endpoint: string;
  name: string;
  count: number;
  /** When the last of them was, in milliseconds; absent: in the minute. */
  atMs?: number;
  /** The event that shows the last of them. */
  eventId?: string;
}

/** Stands for the token endpoint, whatever its URL. */
export const TOKEN_ENDPOINT = "token";

/** What the interactions of an arrow are known by. */
export const interactionName = ({
  from,
  to,
  arrow,
  message,
}: Pick<MeasuredInteractions, "from" | "to" | "arrow" | "message">): string =>
  JSON.stringify([from, to, arrow, message]);

type Last = Pick<Fact, "atMs" | "eventId">;
type Tell = (kind: FactKind, endpoint: string, name: string, count: number, last?: Last) => void;

const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const ANSWERED = /^\d{3}$/;

const tellCapture = (tell: Tell, endpoint: string, { outcomes, uncaptured = {} }: MeasuredCell): void => {
  const all = total(outcomes);
  const { schemes = 0, requestHeaders = 0, requestBodies = 0 } = uncaptured;
  tell("scheme", endpoint, "", all - schemes);
  tell("request-headers", endpoint, "", all - requestHeaders);
  tell("request-body", endpoint, "", all - requestBodies);
  for (const [status, count] of Object.entries(outcomes)) {
    if (!ANSWERED.test(status)) continue;
    tell("response-headers", endpoint, status, count - (uncaptured.responseHeaders?.[status] ?? 0));
    tell("response-body", endpoint, status, count - (uncaptured.responseBodies?.[status] ?? 0));
  }
};

const tellCell = (tell: Tell, cell: MeasuredCell, isTold: boolean): void => {
  const endpoint = cell.token ? TOKEN_ENDPOINT : cell.endpoint;
  for (const [outcome, count] of Object.entries(cell.outcomes)) {
    tell("exchange", endpoint, outcome, count);
    if (cell.client !== undefined) tell("client-exchange", endpoint, outcome, count);
    if (!isTold) tell("untold", endpoint, outcome, count);
  }
  for (const [path, { good, bad, apart }] of Object.entries(cell.objectives ?? {})) {
    tell("objective", "", path, good + bad);
    tell("apart", "", path, apart);
  }
  if (!isTold) return;
  tellCapture(tell, endpoint, cell);
  for (const [code, count] of Object.entries(cell.errorCodes ?? {})) {
    tell("error-code", endpoint, code, count);
    if (cell.client !== undefined) tell("client-error-code", endpoint, code, count);
  }
};

const tellDeliveries = (tell: Tell, deliveries: MeasuredDeliveries, isTold: boolean): void => {
  const { eventType = "", outcomes, uncaptured = {}, attempts = {} } = deliveries;
  const all = total(outcomes);
  tell("delivery", "", eventType, all);
  for (const [outcome, count] of Object.entries(outcomes)) tell("delivery-outcome", "", outcome, count);
  if (!isTold) return tell("untold-delivery", "", eventType, all);
  tell("delivery-headers", "", eventType, all - (uncaptured.requestHeaders ?? 0));
  tell("delivery-body", "", eventType, all - (uncaptured.requestBodies ?? 0));
  for (const [attempt, count] of Object.entries(attempts)) tell("delivery-retry", "", attempt, count);
};

/** What a measured minute shows of clauses, each kind, endpoint and name once an environment. */
export const factsOf = (minute: MinuteMeasured): Fact[] => {
  const facts = new Map<string, Fact>();
  const isTold = minute.form !== undefined;
  const tellIn = (environment = ""): Tell => {
    const tell: Tell = (kind, endpoint, name, count, last) => {
      if (count === 0) return;
      const key = [environment, kind, endpoint, name].join("\n");
      const known = facts.get(key);
      facts.set(key, {
        environment,
        kind,
        endpoint,
        name,
        count: (known?.count ?? 0) + count,
        ...last,
      });
    };
    if (!facts.has([environment, "measured", "", ""].join("\n"))) {
      tell("measured", "", "", 1);
      if (isTold) tell("told", "", "", 1);
    }
    return tell;
  };
  for (const cell of minute.cells) tellCell(tellIn(cell.environment), cell, isTold);
  for (const deliveries of minute.deliveries ?? [])
    tellDeliveries(tellIn(deliveries.environment), deliveries, isTold);
  for (const one of minute.interactions ?? []) {
    const tell = tellIn(one.environment);
    tell("interaction", "", interactionName(one), one.count);
    tell("interaction-failed", "", interactionName(one), one.failed ?? 0);
  }
  for (const { environment, path, passed = 0, failed = 0, lastAt, lastFailure } of minute.scenarios ?? []) {
    const tell = tellIn(environment);
    const atMs = Date.parse(lastAt);
    tell("scenario", "", path, passed + failed, { atMs });
    tell("scenario-failed", "", path, failed, { atMs, eventId: lastFailure });
  }
  for (const { environment, body, samples, members } of minute.bodies ?? []) {
    const tell = tellIn(environment);
    tell("sample", "", body, samples);
    for (const [pointer, count] of Object.entries(members)) tell("member", body, pointer, count);
  }
  return [...facts.values()];
};
