import {
  errorBody,
  order,
  payload,
  payment,
  read,
  SANDBOX,
  START_MS,
  take,
  delivery,
} from "./payments-messages.ts";
import { recorder, uuid, type Arrow, type Recorder } from "./recorder.ts";

const PAYMENTS = 20;
const EVERY_MS = 15_000;

const [X, T, P, B] = ["Shopper", "Till", "Payments API", "Bank"];
export const PAY: Arrow = [X, T, "pay", "sync"];
export const TAKE: Arrow = [T, P, "POST /v2/payments", "sync"];
export const AUTHORISE: Arrow = [P, B, "authorise", "sync"];
export const AUTHORISED: Arrow = [B, P, "authorised", "reply"];
const LEDGER: Arrow = [P, P, "write the ledger", "sync"];
export const CAPTURE: Arrow = [P, B, "capture", "sync"];
const LATER: Arrow = [P, B, "capture tomorrow", "sync"];
export const ACCEPTED: Arrow = [P, T, "payment accepted", "reply"];
const ANOTHER: Arrow = [T, X, "ask for another card", "sync"];
export const SETTLED: Arrow = [P, T, "payment.settled", "async"];

/** A run of the diagram: these arrows, half a second apart. */
export const run = (log: Recorder, name: string, at: number, arrows: readonly Arrow[]): void =>
  arrows.forEach((arrow, step) => log.interaction(`${name}-step-${step}`, at + step * 500, name, arrow));

/** Both orders of what happens at once, both ways to capture, and a refused card. */
const RUNS: readonly (readonly Arrow[])[] = [
  [PAY, TAKE, AUTHORISE, AUTHORISED, LEDGER, CAPTURE, ACCEPTED, SETTLED],
  [PAY, TAKE, AUTHORISE, LEDGER, AUTHORISED, LATER, ACCEPTED, SETTLED],
  [PAY, TAKE, LEDGER, AUTHORISE, AUTHORISED, CAPTURE, ACCEPTED, ANOTHER],
];

const paymentOf = (log: Recorder, number: number, at: number): void => {
  const id = `pay_${number + 1}`;
  const [name, data] = [`payment-${number}`, { id }];
  const [refused, key] = [number % 7 === 6, "key_live_till"];
  const asked = { key, idempotency: uuid(number, 1), body: order({ note: `Table ${number}` }) };
  if (refused) {
    log.exchange(
      `${name}-refused`,
      at + 1000,
      take(at + 1000, asked, { status: 402, body: errorBody("CARD_REFUSED") }),
    );
    log.attempt(
      `${name}-told`,
      at + 8000,
      delivery(number, at + 8000, payload("payment.refused", at, { ...data, reason: "no money" })),
    );
  } else {
    log.exchange(
      `${name}-taken`,
      at + 1000,
      take(at + 1000, asked, { status: 201, body: payment({ payment_id: id }) }),
    );
    log.exchange(
      `${name}-read`,
      at + 4000,
      read(at + 4000, { key, url: `/v2/payments/${id}` }, { status: 200, body: payment({ payment_id: id }) }),
    );
    log.attempt(`${name}-told`, at + 8000, delivery(number, at + 8000, payload("payment.settled", at, data)));
  }
  run(log, name, at, RUNS[number % RUNS.length]!);
};

/** Traffic that keeps to every clause, in what is odd about the document above all. */
export const recordClean = (log: Recorder): void => {
  for (let number = 0; number < PAYMENTS; number++) paymentOf(log, number, number * EVERY_MS);
  const at = PAYMENTS * EVERY_MS;
  const again = { key: "key_live_other", idempotency: uuid(100, 1) };
  log.exchange("same-key-same-answer-1", at, take(at, again));
  log.exchange("same-key-same-answer-2", at + 2000, take(at + 2000, again));
  log.exchange(
    "same-key-refused",
    at + 4000,
    take(at + 4000, again, { status: 409, body: errorBody("DUPLICATE") }),
  );
  log.exchange(
    "card-token-is-nobodys-business",
    at,
    take(at, { key: "key_live_cards", idempotency: uuid(101, 1), body: order({ card: { token: "short" } }) }),
  );
  log.exchange("sandbox", at, read(at, { key: "key_test_till", origin: SANDBOX }));
  log.attempt(
    "just-fresh",
    at,
    delivery(100, at, payload("refund.settled", at, { id: "pay_fresh" }), { late: 300 }),
  );
  log.attempt(
    "old-secret",
    at,
    delivery(101, at, payload("refund.settled", at, { id: "pay_old" }), {
      secret: "whsec_YW4tb2xkZXItc2VjcmV0LWluLXJvdGF0aW9u",
    }),
  );
  const failing = payload("payment.settled", at, { id: "pay_late" });
  for (const [turn, offset] of [0, 5100, 305_200].entries())
    log.attempt(
      `again-${turn + 1}`,
      at + offset,
      delivery(102, at + offset, failing, turn < 2 ? { response: { status: 500 } } : {}),
    );
  log.watermark("clean-rests", at + 400_000);
};

/** The clean part of the payments' traffic by itself. */
export const paymentsClean = (): Recorder => {
  const log = recorder("till-payments", START_MS);
  recordClean(log);
  return log;
};
