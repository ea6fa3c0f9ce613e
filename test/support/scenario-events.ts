import { signedRequest } from "./signed-request.ts";

/** The first event of a case, unless it says `at`: a Monday outside every maintenance window. */
const START_MS = Date.UTC(2024, 0, 15, 10, 30);
const STEP_MS = 1000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const FAILURES = ["timeout", "connect", "dns", "tls", "reset", "aborted"];
/** Removes what a default gives: not captured. */
const ABSENT = "absent";
/** A body that was sent with no bytes. */
const EMPTY = "empty";

type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const spanMs = (text: string): number => {
  const parts = [...text.matchAll(/([\d.]+)(ms|s|m|h|d)/g)];
  if (parts.length === 0) throw new Error(`"${text}" is no span of time such as 90s or 1m30s.`);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNIT_MS[unit!]!, 0);
};

const timeOf = (at: unknown, previousMs: number | undefined): number => {
  if (at === undefined) return previousMs === undefined ? START_MS : previousMs + STEP_MS;
  const text = String(at);
  return /^\d{4}-/.test(text) ? Date.parse(text) : START_MS + spanMs(text);
};

const withoutAbsent = (record: Json): Json =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ABSENT));

/** `over` laid over `base`; headers member by member, a body whole. */
const laidOver = (base: Json, over: Json): Json => {
  const merged: Json = { ...base, ...over };
  if (isRecord(base.headers) && isRecord(over.headers)) {
    const names = new Set(Object.keys(over.headers).map((name) => name.toLowerCase()));
    const kept = Object.entries(base.headers).filter(([name]) => !names.has(name.toLowerCase()));
    merged.headers = { ...Object.fromEntries(kept), ...over.headers };
  }
  if (over.bodyText !== undefined || over.bodyTruncated !== undefined)
    if (!("body" in over)) delete merged.body;
  return merged;
};

const changeAt = (body: unknown, pointer: string, value: unknown): void => {
  const names = pointer.split("/").slice(1);
  const last = names.pop()!;
  const holder = names.reduce<unknown>((at, name) => (at as Json)[name], body) as Json;
  if (value === ABSENT) delete holder[last];
  else holder[last] = value;
};

/** A message in the event contract from its compact form. */
const messageOf = (compact: Json): Json => {
  const { change, body, headers, ...rest } = withoutAbsent(compact);
  const message: Json = { ...rest };
  if (isRecord(headers)) message.headers = withoutAbsent(headers);
  if (body === EMPTY) Object.assign(message, { body: null, bodyBytes: 0 });
  else if (body !== undefined) message.body = structuredClone(body);
  for (const [pointer, value] of Object.entries(isRecord(change) ? change : {}))
    changeAt(message.body, pointer, value);
  return message;
};

const REQUEST_MEMBERS = ["headers", "body", "bodyText", "bodyBase64", "bodyTruncated", "bodyBytes", "change"];
const OWN_MEMBERS = [
  ...REQUEST_MEMBERS,
  "at",
  "repeat",
  "every",
  "id",
  "response",
  "answers",
  "origin",
  "subject",
];

const pick = (record: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
const omit = (record: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

const outcomeOf = (outcome: string | undefined, defaults: Json, members: Json): Json => {
  if (outcome === undefined) return {};
  if (FAILURES.includes(outcome)) return { error: { kind: outcome } };
  const answers = isRecord(defaults.answers) ? defaults.answers : {};
  const usual = laidOver(
    isRecord(defaults.response) ? defaults.response : {},
    isRecord(answers[outcome]) ? answers[outcome] : {},
  );
  const response = laidOver(usual, isRecord(members.response) ? members.response : {});
  return { response: { status: Number(outcome), ...messageOf(response) } };
};

const exchangeOf = (line: string, members: Json, defaults: Json): Json => {
  const [, method, url, outcome] = /^([A-Z]+) (\S+)(?: → (\S+))?$/.exec(line) ?? [];
  if (method === undefined || url === undefined)
    throw new Error(`"${line}" is no exchange such as "GET /orders/1 → 200".`);
  const request = laidOver(pick(defaults, REQUEST_MEMBERS), pick(members, REQUEST_MEMBERS));
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") {
    if (!("body" in members)) delete request.body;
  }
  return {
    ...withoutAbsent(omit({ ...defaults, ...members }, OWN_MEMBERS)),
    method,
    url: /^https?:/.test(url) ? url : `${String(members.origin ?? defaults.origin)}${url}`,
    request: messageOf(request),
    ...outcomeOf(outcome, defaults, members),
  };
};

/** A webhook attempt laid over the defaults' `attempt`: request and response member by member. */
const attemptOf = (members: Json, defaults: Json, timeMs: number): Json => {
  const usual = isRecord(defaults.attempt) ? defaults.attempt : {};
  const { sign, ...merged }: Json = { ...usual, ...members };
  for (const side of ["request", "response"]) {
    const base = isRecord(usual[side]) ? usual[side] : {};
    if (isRecord(merged[side])) merged[side] = messageOf(laidOver(base, merged[side]));
  }
  if (members.error !== undefined) merged.response = ABSENT;
  if (isRecord(merged.request))
    merged.request = signedRequest(merged.request, sign === ABSENT ? undefined : sign, timeMs);
  return withoutAbsent(merged);
};

const ARROWS: Readonly<Record<string, string>> = { "->>": "sync", "-->>": "reply", "--)": "async" };

/** `A->>B: message` as an interaction of the trace `t`; undefined for another line. */
const interactionOf = (line: string, members: Json, defaults: Json): Json | undefined => {
  const [, from, arrow, to, message] = /^(.+?)(-->>|->>|--\))(.+?): (.+)$/.exec(line) ?? [];
  if (arrow === undefined) return undefined;
  const drawn = { traceId: "t", from, to, message, arrow: ARROWS[arrow] };
  return withoutAbsent({ ...pick(defaults, ["environment"]), ...drawn, ...members });
};

const numbered = (value: unknown, number: number): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll("{n}", String(number)));

/** One compact event: its line and its members. */
const entryOf = (event: unknown): { line: string; members: Json } => {
  if (typeof event === "string") return { line: event, members: {} };
  const [entry, more] = isRecord(event) ? Object.entries(event) : [];
  if (entry === undefined || more !== undefined)
    throw new Error(`An event is one line, or one line with its members: ${JSON.stringify(event)}`);
  return { line: entry[0], members: isRecord(entry[1]) ? entry[1] : {} };
};

/** An event's type and data by its line; `bare` are its members without those that place it. */
const described = (
  line: string,
  { own, bare }: { own: Json; bare: Json },
  defaults: Json,
  timeMs: number,
): { type: string; data: Json } => {
  const interaction = interactionOf(line, bare, defaults);
  if (interaction) return { type: "interaction.v1", data: interaction };
  if (!/^[a-z.]+\.v1$/.test(line)) return { type: "http.exchange.v1", data: exchangeOf(line, own, defaults) };
  if (line === "webhook.attempt.v1") return { type: line, data: attemptOf(bare, defaults, timeMs) };
  if (line === "watermark.v1") return { type: line, data: { until: new Date(timeMs).toISOString() } };
  return { type: line, data: bare };
};

/** The events of a case as CloudEvents, in log order; their ids count from 1. */
export const eventsOf = (compact: readonly unknown[], defaults: Json, integration: string): Json[] => {
  const events: Json[] = [];
  let previousMs: number | undefined;
  for (const event of compact) {
    const { line, members } = entryOf(event);
    const everyMs = members.every === undefined ? STEP_MS : spanMs(String(members.every));
    const firstMs = timeOf(members.at, previousMs);
    for (let turn = 0; turn < Number(members.repeat ?? 1); turn++) {
      previousMs = firstMs + turn * everyMs;
      const time = new Date(previousMs).toISOString();
      const own = numbered(members, turn + 1) as Json;
      const bare = omit(own, ["at", "repeat", "every", "id", "subject"]);
      const { type, data } = described(line, { own, bare }, numbered(defaults, turn + 1) as Json, previousMs);
      events.push({
        specversion: "1.0",
        id: String(members.id ?? events.length + 1),
        source: "/scenario",
        type,
        time,
        ...withoutAbsent({ subject: members.subject ?? defaults.subject ?? integration }),
        data: numbered(data, turn + 1),
      });
    }
  }
  return events;
};
