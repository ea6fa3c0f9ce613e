import {
  bearer,
  build,
  comment,
  commits,
  COMMITS,
  errorBody,
  jwt,
  passed,
  PLAYGROUND,
  PRODUCTION,
  START_MS,
} from "./forge-messages.ts";
import { ASKED, DELIVERED, GIT_PUSH, PUSHED, run, STORE, STORED, TOLD } from "./forge-diagram.ts";
import { recordDeliveries } from "./forge-deliveries.ts";
import { recordClean, recordMaintenance } from "./forge-clean.ts";
import { recorder, uuid, type Recorder } from "./recorder.ts";

type Json = Record<string, unknown>;

const BEGIN_MS = 600_000;
const STEP_MS = 10_000;
const invalid = { status: 422, body: errorBody("invalid") };
const withCredential = (headers: Json): Json => ({
  request: { headers: { Accept: "application/json", ...headers } },
});
const unauthorized = { status: 401, body: errorBody("bad_credentials") };

/** One exchange that breaks something, each by a subject of its own. */
const EXCHANGES: readonly (readonly [id: string, data: (subject: string) => Json])[] = [
  ["no-credential", () => commits("", { client: "nobody", ...withCredential({}), response: unauthorized })],
  [
    "malformed-credential",
    () => commits("", { client: "old", ...withCredential({ Authorization: "token 0123" }) }),
  ],
  ["expired-jwt", (who) => commits(who, withCredential({ Authorization: `Bearer ${jwt(who, -3_600_000)}` }))],
  ["accepted-jwt", () => commits("fickle")],
  ["rejected-jwt", () => commits("fickle", { response: unauthorized })],
  ["over-http", (who) => commits(who, {}, PRODUCTION.replace("https", "http"))],
  [
    "token-in-url",
    (who) => commits(who, { url: `${PRODUCTION}/repos/ada/engine/commits?access_token=s3cret` }),
  ],
  ["wants-xml", (who) => commits(who, { request: { headers: { ...bearer(who), Accept: "text/xml" } } })],
  ["comment-without-body", (who) => comment(who, { body: {} }, invalid)],
  ["comment-without-words", (who) => comment(who, { body: { body: "" } })],
  ["comment-sent-empty", (who) => ({ ...comment(who, {}, invalid), ...emptied(who) })],
  ["build-in-other-state", (who) => build(who, passed({ state: "done" }), invalid)],
  ["build-name-too-short", (who) => build(who, passed({ name: "ci" }), invalid)],
  ["build-name-too-long", (who) => build(who, passed({ name: "thirteen long" }), invalid)],
  ["build-score-too-fine", (who) => build(who, passed({ score: 99.55 }), invalid)],
  ["build-score-too-high", (who) => build(who, passed({ score: 100.5 }), invalid)],
  ["build-of-no-commit", (who) => build(who, { state: "queued" }, invalid)],
  ["commit-short-sha", (who) => commits(who, answer([{ ...COMMITS[0], sha: "0123abc" }]))],
  [
    "commit-author-unnamed",
    (who) => commits(who, answer([{ ...COMMITS[0], author: { email: "ada@example.org" } }])),
  ],
  ["commits-no-array", (who) => commits(who, answer({ commits: COMMITS }))],
  [
    "comment-id-text",
    (who) => comment(who, {}, { status: 201, body: { id: "7", body: "", author: { login: "b" } } }),
  ],
  [
    "comment-with-more",
    (who) =>
      comment(who, {}, { status: 201, body: { id: 7, body: "", author: { login: "b" }, mood: "good" } }),
  ],
  ["teapot", (who) => commits(who, { response: { status: 418 } })],
  [
    "error-without-code",
    (who) => commits(who, { response: { status: 404, body: { error: { message: "Gone" } } } }),
  ],
  [
    "error-unknown-code",
    (who) => commits(who, { response: { status: 404, body: errorBody("gone_fishing") } }),
  ],
  ["error-other-status", (who) => comment(who, {}, { status: 422, body: errorBody("no_such_issue") })],
  ["undocumented-path", (who) => commits(who, { url: `${PRODUCTION}/users/42`, response: { status: 404 } })],
  ["unknown-origin", (who) => commits(who, {}, "https://forge.example.com/api")],
];

const answer = (body: unknown): Json => ({ response: { status: 200, body } });
const emptied = (who: string): Json => ({
  request: { headers: { ...bearer(who), "Content-Type": "application/json" }, body: null, bodyBytes: 0 },
});

const down = { status: 500, body: errorBody("broken") };
const slow = { status: 429, headers: { "Retry-After": "30" }, body: errorBody("slow_down") };
const posted = (id: number): Json => ({
  status: 201,
  body: { id, body: "Built.", author: { login: "builder" } },
});

/** Requests that are sent again, in the playground, which promises no service level. */
const recordRetries = (log: Recorder, at: number): void => {
  const send = (who: string, offset: number, key: number | undefined, response: Json, body?: Json): void => {
    const id = `${who}-${offset}`;
    const options = {
      origin: PLAYGROUND,
      ...(key !== undefined && { key: uuid(key, 3) }),
      ...(body && { body }),
    };
    log.exchange(id, at + offset, comment(who, options, response));
  };
  send("forbidden", 0, 1, invalid);
  send("forbidden", 5000, 1, posted(1));
  for (const [turn, offset] of [0, 1000, 3000, 7000, 15_000, 31_000].entries())
    send("limited", offset, 2, turn < 5 ? down : posted(2));
  send("hasty", 0, 3, slow);
  send("hasty", 5000, 3, posted(3));
  send("rushed", 0, 4, down);
  send("rushed", 130, 4, posted(4));
  send("keyless", 0, undefined, down);
  send("keyless", 2000, undefined, posted(5));
  send("twice", 0, 6, posted(6));
  send("twice", 5000, 6, posted(60));
  send("reused", 0, 7, posted(7));
  send("reused", 5000, 7, { status: 422, body: errorBody("invalid") }, { body: "Broken." });
};

/** More than a limit allows: 10 of 20 a second, 25 of 20 a second, 10 of 80 a minute. */
const recordFloods = (log: Recorder, at: number): void => {
  for (let n = 1; n <= 30; n++) log.exchange(`shower-${n}`, at + n * 30, commits("shower"));
  for (let n = 1; n <= 45; n++) log.exchange(`flood-${n}`, at + 20_000 + n * 20, commits("flood"));
  for (let n = 1; n <= 90; n++)
    log.exchange(`talk-${n}`, at + 40_000 + n * 600, comment("talk", { body: { body: `No. ${n}` } }));
  // Counts are known again a minute after the last token that may be anybody's.
  log.exchange("early-0", at + 200_000, commits("early", { client: "early" }));
  log.exchange("early-1", at + 400_000, commits("early", { client: "early", response: slow }));
};

const recordRuns = (log: Recorder, at: number): void => {
  run(log, "unanswered", at, [GIT_PUSH, DELIVERED, ASKED, TOLD, STORE, STORED]);
  run(log, "wiped", at, [
    GIT_PUSH,
    DELIVERED,
    ["Builder", "Forge", "DELETE /repos", "sync"],
    ASKED,
    TOLD,
    STORE,
    STORED,
    PUSHED,
  ]);
  run(log, "hurried", at, [GIT_PUSH, DELIVERED, STORE, STORED, ASKED, TOLD, PUSHED]);
};

/** The forge's traffic: the clean part, and what breaks it. */
export const forgeTraffic = (): Recorder => {
  const log = recorder("forge", START_MS);
  recordClean(log);
  EXCHANGES.forEach(([id, data], turn) =>
    log.exchange(id, BEGIN_MS + turn * STEP_MS, data(`subject of ${id}`)),
  );
  const at = BEGIN_MS + EXCHANGES.length * STEP_MS;
  recordRetries(log, at);
  recordFloods(log, at);
  recordDeliveries(log, at);
  recordRuns(log, at);
  log.watermark("all-due", at + 4_500_000);
  recordMaintenance(log);
  return log;
};
