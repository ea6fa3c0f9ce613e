import {
  ACCEPTED,
  AUTHORISE,
  AUTHORISED,
  CAPTURE,
  PAY,
  recordClean,
  run,
  SETTLED,
  TAKE,
} from "./payments-clean.ts";
import { recordDeliveries } from "./payments-deliveries.ts";
import {
  errorBody,
  limits,
  LIVE,
  order,
  payment,
  read,
  SANDBOX,
  START_MS,
  take,
} from "./payments-messages.ts";
import { recorder, uuid, type Recorder } from "./recorder.ts";

type Json = Record<string, unknown>;

const BEGIN_MS = 420_000;
const STEP_MS = 2000;
const invalid = { status: 400, body: errorBody("INVALID") };

type Made = (at: number, key: string, idempotency: string) => Json;

const ordered =
  (over: Json, answered?: { status: number; body?: unknown }): Made =>
  (at, key, idempotency) =>
    take(at, { key, idempotency, body: order(over) }, answered);

const answered =
  (response: { status: number; body?: unknown; headers?: Json }): Made =>
  (at, key, idempotency) =>
    take(at, { key, idempotency }, response);

const without =
  (name: string, made: Made): Made =>
  (at, key, idempotency) => {
    const data = made(at, key, idempotency);
    for (const side of ["request", "response"]) delete ((data[side] as Json)["headers"] as Json)[name];
    return data;
  };

/** One exchange that breaks something, each with a key of its own. */
const EXCHANGES: readonly (readonly [id: string, made: Made])[] = [
  ["no-api-key", without("X-API-Key", answered({ status: 401, body: errorBody("KEY_UNKNOWN") }))],
  [
    "api-key-in-url",
    (at, key, idempotency) => take(at, { key, idempotency, url: "/v2/payments?api_key=s3cret" }),
  ],
  ["over-http", (at, key) => read(at, { key, origin: LIVE.replace("https", "http") })],
  ["no-idempotency-key", without("Idempotency-Key", answered(invalid))],
  ["idempotency-key-no-uuid", (at, key) => take(at, { key, idempotency: "first" }, invalid)],
  ["amount-of-nothing", ordered({ amount: 0 }, invalid)],
  ["amount-and-a-half", ordered({ amount: 12.5 }, invalid)],
  ["currency-of-nowhere", ordered({ currency: "EUX" }, invalid)],
  ["note-too-long", ordered({ note: "n".repeat(141) }, invalid)],
  ["no-card", ordered({ card: undefined }, invalid)],
  ["invalid-but-taken", ordered({ amount: 10_000_001 })],
  // Nobody can call it valid: its card's token is redacted.
  ["refused-for-what-nobody-sees", answered(invalid)],
  ["answer-without-currency", answered({ status: 201, body: payment({ currency: undefined }) })],
  ["answer-without-time", answered({ status: 201, body: payment({ created_at: "yesterday" }) })],
  ["answer-of-text", answered({ status: 201, body: payment({ amount: "1200" }) })],
  ["not-found", (at, key) => read(at, { key }, { status: 404 })],
  ["trace-no-uuid", answered({ status: 402, body: { ...errorBody("CARD_REFUSED"), trace: "none" } })],
  ["code-of-other-status", answered({ status: 400, body: errorBody("CARD_REFUSED") })],
  ["slow-without-time", answered({ status: 429, body: errorBody("SLOW_DOWN") })],
  [
    "slow-without-detail",
    answered({
      status: 429,
      headers: { "Retry-After": "20" },
      body: { code: "SLOW_DOWN", trace: uuid(1, 9) },
    }),
  ],
  ["limit-not-said", without("RateLimit-Reset", (at, key) => read(at, { key }))],
  [
    "limit-wrong",
    (at, key) =>
      read(at, { key }, { status: 200, headers: { "RateLimit-Remaining": "many" }, body: payment() }),
  ],
  ["live-key-in-live", (at) => read(at, { key: "key_shared" })],
  ["live-key-in-sandbox", (at) => read(at, { key: "key_shared", origin: SANDBOX })],
];

/** Requests that are sent again, in the sandbox, which promises no service level. */
const recordRetries = (log: Recorder, at: number): void => {
  const send = (
    who: string,
    offset: number,
    key: number,
    response: { status: number; body?: unknown; headers?: Json },
    body?: Json,
  ): void => {
    const asked = {
      key: `key_test_${who}`,
      idempotency: uuid(key, 3),
      origin: SANDBOX,
      ...(body && { body }),
    };
    log.exchange(`${who}-${offset}`, at + offset, take(at + offset, asked, response));
  };
  const taken = (id: string) => ({ status: 201, body: payment({ payment_id: id }) });
  const down = { status: 503, body: errorBody("DOWN") };
  send("stubborn", 0, 1, { status: 402, body: errorBody("CARD_REFUSED") });
  send("stubborn", 3000, 1, taken("pay_s"));
  send("hasty", 0, 2, { status: 429, headers: { "Retry-After": "20" }, body: errorBody("SLOW_DOWN") });
  send("hasty", 3000, 2, taken("pay_h"));
  for (const [turn, offset] of [0, 1000, 3000, 7000, 15_000].entries())
    send("limited", offset, 3, turn < 4 ? down : taken("pay_l"));
  send("twice", 0, 4, taken("pay_t"));
  send("twice", 3000, 4, taken("pay_u"));
  send("reused", 0, 5, taken("pay_r"));
  send("reused", 3000, 5, { status: 409, body: errorBody("DUPLICATE") }, order({ amount: 5 }));
};

/** In one minute that the provider's headers tell, 155 of the 150 that half of the limit allows. */
const recordFlood = (log: Recorder, at: number): void => {
  for (let number = 1; number <= 155; number++) {
    const now = at + number * 300;
    const data = read(now, { key: "key_test_flood", origin: SANDBOX }, number > 150 ? slowDown : undefined);
    ((data["response"] as Json)["headers"] as Json) = {
      ...((data["response"] as Json)["headers"] as Json),
      ...limits(now, number, 150),
    };
    log.exchange(`flood-${number}`, now, data);
  }
};

const slowDown = { status: 429, headers: { "Retry-After": "30" }, body: errorBody("SLOW_DOWN") };

/** Five minutes in which 12 of 40 find the service down. */
const recordOutage = (log: Recorder, at: number): void => {
  for (let number = 0; number < 40; number++) {
    const now = at + number * 5000;
    const down = number >= 10 && number < 22;
    const data = read(
      now,
      { key: "key_live_reader" },
      down ? { status: 503, body: errorBody("DOWN") } : undefined,
    );
    log.exchange(`outage-${number}`, now, data);
  }
};

/** The payments' traffic: the clean part, and what breaks it. */
export const paymentsTraffic = (): Recorder => {
  const log = recorder("till-payments", START_MS);
  recordClean(log);
  EXCHANGES.forEach(([id, made], turn) => {
    const at = BEGIN_MS + turn * STEP_MS;
    log.exchange(id, at, made(at, `key_of_${id}`, uuid(turn, 2)));
  });
  recordRetries(log, 480_000);
  recordFlood(log, 540_000);
  recordOutage(log, 600_000);
  recordDeliveries(log, 480_000);
  run(log, "uncaptured", 480_000, [PAY, TAKE, AUTHORISE, AUTHORISED, ACCEPTED, SETTLED]);
  run(log, "forgetful", 480_000, [
    PAY,
    TAKE,
    ["Till", "Bank", "pay", "sync"],
    AUTHORISE,
    AUTHORISED,
    CAPTURE,
    ACCEPTED,
    SETTLED,
  ]);
  run(log, "credulous", 480_000, [PAY, TAKE, CAPTURE, AUTHORISE, AUTHORISED, ACCEPTED, SETTLED]);
  log.watermark("all-due", 1_020_000);
  return log;
};
