import { delivery, PUSH } from "./forge-messages.ts";
import type { Recorder } from "./recorder.ts";

type Json = Record<string, unknown>;

const refused = { response: { status: 401 } };
const failed = { response: { status: 503 } };

/** Webhooks that are forged, misdelivered, or sent at the wrong time. */
export const recordDeliveries = (log: Recorder, at: number): void => {
  const signature = (value: string): Json => ({ "X-Hub-Signature-256": value });
  const unsigned = delivery(200, PUSH, refused);
  delete ((unsigned["request"] as Json)["headers"] as Json)["X-Hub-Signature-256"];
  const forged = signature(`sha256=${"ab".repeat(32)}`);
  log.attempt("hook-unsigned", at, unsigned);
  log.attempt("hook-unsigned-again", at + 30_000, delivery(200, PUSH));
  log.attempt("hook-forged", at, delivery(201, PUSH, refused, forged));
  log.attempt("hook-forged-again", at + 30_000, delivery(201, PUSH));
  log.attempt("hook-forgery-accepted", at, delivery(202, PUSH, {}, forged));
  log.attempt("hook-malformed", at, delivery(203, PUSH, {}, signature("sha1=0123")));
  log.attempt("hook-star", at, delivery(204, { action: "created" }, {}, { "X-GitHub-Event": "star" }));
  const { ref, repository, commits: none } = PUSH;
  log.attempt("hook-without-after", at, delivery(205, { ref, repository, commits: none }));
  log.attempt("hook-ref-no-text", at, delivery(206, { ...PUSH, ref: 1 }));
  log.attempt("hook-reused", at, delivery(207, PUSH, failed));
  log.attempt("hook-reused-again", at + 30_000, delivery(207, { ...PUSH, ref: "refs/heads/other" }));
  log.attempt(
    "hook-over-http",
    at,
    delivery(208, PUSH, { endpoint: "http://builder.example.com/hooks/forge" }),
  );
  log.attempt("hook-slow", at, delivery(209, PUSH, { durationMs: 10_500 }));
  log.attempt("hook-slow-again", at + 41_000, delivery(209, PUSH));
  log.attempt("hook-early", at, delivery(210, PUSH, failed));
  log.attempt("hook-early-again", at + 5000, delivery(210, PUSH));
  log.attempt("hook-overdue", at, delivery(211, PUSH, failed));
  log.attempt("hook-delivered", at, delivery(212, PUSH));
  log.attempt("hook-delivered-again", at + 30_000, delivery(212, PUSH));
  const times = [0, 30_000, 330_000, 3_930_000, 3_990_000];
  for (const [turn, offset] of times.entries())
    log.attempt(`hook-lost-${turn + 1}`, at + offset, delivery(213, PUSH, turn < 4 ? failed : {}));
};
