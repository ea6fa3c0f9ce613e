import {
  ASKED,
  COMMENT,
  COMMENTED,
  COMPILED,
  DELIVERED,
  FAILURE,
  GIT_PUSH,
  PUSHED,
  run,
  STORE,
  STORED,
  TOLD,
} from "./forge-diagram.ts";
import {
  build,
  comment,
  commits,
  delivery,
  errorBody,
  passed,
  PLAYGROUND,
  PRODUCTION,
  PUSH,
  START_MS,
} from "./forge-messages.ts";
import { recorder, uuid, type Recorder } from "./recorder.ts";

const PUSHES = 20;
const EVERY_MS = 20_000;

const pushOf = (log: Recorder, number: number, at: number): void => {
  const [fails, named] = [number % 5 === 4, number % 3 === 0];
  log.attempt(`push-${number}-delivered`, at + 1000, delivery(number, { ...PUSH, number }));
  log.exchange(`push-${number}-commits`, at + 2000, commits("builder"));
  log.exchange(
    `push-${number}-build`,
    at + 6000,
    build(
      "builder",
      passed({
        state: fails ? "failed" : "passed",
        name: number % 2 ? "ci " : "twelve chars",
        score: number % 2 ? 100 : 99.5,
      }),
    ),
  );
  if (named) log.exchange(`push-${number}-comment`, at + 7000, comment("builder", { key: uuid(number, 2) }));
  const outcome = fails ? (number % 2 ? [FAILURE] : []) : [STORE, STORED];
  const compiled = Array.from({ length: number % 3 }, () => COMPILED);
  const written = named ? [COMMENT, COMMENTED] : [];
  run(log, `push-${number}`, at, [
    GIT_PUSH,
    DELIVERED,
    ASKED,
    TOLD,
    ...compiled,
    ...outcome,
    ...written,
    PUSHED,
  ]);
};

/** Traffic that keeps to every clause, in what is odd about the document above all. */
export const recordClean = (log: Recorder): void => {
  for (let number = 0; number < PUSHES; number++) pushOf(log, number, number * EVERY_MS);
  const at = PUSHES * EVERY_MS;
  // Ten times the limits of production hold in the playground.
  for (let number = 0; number < 25; number++)
    log.exchange(`playground-${number}`, at + number * 30, commits("tourist", {}, PLAYGROUND));
  log.exchange(
    "percent-encoded",
    at + 5000,
    commits("builder", { url: `${PRODUCTION}/repos/a%64a/engine/commits/` }),
  );
  log.exchange(
    "no-such-issue",
    at + 6000,
    comment("builder", {}, { status: 404, body: errorBody("no_such_issue") }),
  );
  log.interaction("failed-step-0", at, "failed", GIT_PUSH);
  log.interaction("failed-step-1", at + 1000, "failed", DELIVERED, { failed: true });
  log.attempt("manual-first", at, delivery(100, PUSH));
  log.attempt("manual-again", at + 1000, delivery(100, PUSH, { manual: true }));
  log.attempt("later-first", at, delivery(101, PUSH, { response: { status: 503 } }));
  log.attempt("later-second", at + 30_100, delivery(101, PUSH));
  log.attempt(
    "commented",
    at,
    delivery(
      102,
      { action: "created", comment: {}, repository: {} },
      {},
      { "X-GitHub-Event": "issue_comment" },
    ),
  );
  log.watermark("clean-rests", at + 200_000);
};

const MAINTENANCE_MS = Date.UTC(2024, 0, 20, 22) - START_MS;
const DOWN = { response: { status: 500, body: errorBody("broken") } };

/** Saturday 22:00 to Sunday 02:00: Forge is away, as it said it would be. */
export const recordMaintenance = (log: Recorder): void => {
  for (let number = 0; number < 25; number++) {
    const later = 10_000 * number;
    log.exchange(`maintenance-saturday-${number}`, MAINTENANCE_MS + later, commits("visitor", DOWN));
    log.exchange(
      `maintenance-sunday-${number}`,
      MAINTENANCE_MS + 3.9 * 3_600_000 + later,
      commits("visitor", DOWN),
    );
  }
  log.exchange("maintenance-over", MAINTENANCE_MS + 4 * 3_600_000, commits("visitor"));
  log.watermark("maintenance-rests", MAINTENANCE_MS + 5 * 3_600_000);
};

/** The clean part of the forge's traffic by itself. */
export const forgeClean = (): Recorder => {
  const log = recorder("forge", START_MS);
  recordClean(log);
  recordMaintenance(log);
  return log;
};
