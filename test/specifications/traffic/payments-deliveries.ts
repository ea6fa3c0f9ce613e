import { delivery, payload } from "./payments-messages.ts";
import type { Recorder } from "./recorder.ts";

type Json = Record<string, unknown>;

/** Webhooks that are forged, replayed, or sent at the wrong time. */
export const recordDeliveries = (log: Recorder, at: number): void => {
  const refused = { response: { status: 400 } };
  const failed = { response: { status: 503 } };
  const send = (id: string, number: number, offset: number, body: Json, over: Json = {}): void =>
    log.attempt(id, at + offset, delivery(number, at + offset, body, over));
  const settled = (id: string, more: Json = {}): Json => payload("payment.settled", at, { id, ...more });
  const withoutHeader = (id: string, number: number, name: string): void => {
    const data = delivery(number, at, settled(`pay_${number}`), refused);
    delete ((data["request"] as Json)["headers"] as Json)[name];
    log.attempt(id, at, data);
    send(`${id}-again`, number, 5000, settled(`pay_${number}`));
  };
  withoutHeader("hook-unsigned", 200, "webhook-signature");
  withoutHeader("hook-untimed", 201, "webhook-timestamp");
  send("hook-forged", 202, 0, settled("pay_202"), { secret: "whsec_bm90IHRoZSBzZWNyZXQ=" });
  send("hook-stale", 203, 0, settled("pay_203"), { late: 301, ...refused });
  send("hook-stale-again", 203, 5000, settled("pay_203"));
  send("hook-replayed", 204, 0, settled("pay_204"), { late: 3600 });
  send("hook-unknown", 205, 0, payload("payment.lost", at, { id: "pay_205" }));
  send("hook-without-reason", 206, 0, payload("payment.refused", at, { id: "pay_206" }));
  send("hook-half-a-cent", 207, 0, settled("pay_207", { amount: 0.5 }));
  send("hook-of-no-currency", 208, 0, settled("pay_208", { currency: "EUX" }));
  send("hook-early", 209, 0, settled("pay_209"), failed);
  send("hook-early-again", 209, 1000, settled("pay_209"));
  send("hook-overdue", 210, 0, settled("pay_210"), failed);
  send("hook-refunded", 211, 0, payload("refund.settled", at, { id: "pay_211" }), { attempt: 1 });
  send("hook-settled-before", 212, 5000, payload("payment.settled", at - 60_000, { id: "pay_211" }), {
    attempt: 1,
  });
};
