import { findingsOf, type CompiledSpecification } from "#checks";
import { compiledFixture, compiledFrom, fixtureText, violationsIn, violationsOf } from "./judged-fixture.ts";
import { forgeClean } from "./traffic/forge-clean.ts";
import { GIT_PUSH } from "./traffic/forge-diagram.ts";
import { commits, delivery, PRODUCTION, PUSH, START_MS } from "./traffic/forge-messages.ts";
import { ndjson, recorder, type Recorded, type Recorder } from "./traffic/recorder.ts";

const SPECIFICATION = "forge-integration-spec.md";

/** The forge's specification with one line changed. */
const forgeWith = (line: string, other: string): CompiledSpecification => {
  const text = fixtureText("forge", SPECIFICATION);
  if (!text.includes(line)) throw new Error(`The forge says nowhere ${line}`);
  return compiledFrom([{ name: SPECIFICATION, text: text.replace(line, other) }]);
};

/** Path and reason of the clauses under a path that nothing enforces. */
const unenforced = ({ clauses }: CompiledSpecification, under: string) =>
  clauses
    .filter(({ path, enforcedBy }) => path.startsWith(under) && enforcedBy.length === 0)
    .map(({ path, reasonNot }) => [path, reasonNot]);

const rulesOf = (compiled: CompiledSpecification, log: readonly Recorded[]) =>
  violationsIn(compiled, ndjson(log)).map(({ rule, eventIds }) => `${rule} by ${eventIds[0]}`);

const clean = forgeClean().log();

describe("a diagram that cannot be read", () => {
  const compiled = forgeWith("    B-xF: report failure", "    B ~~> F report failure");

  it("is a warning at its line", () => {
    expect(findingsOf(compiled)).toContainEqual(
      expect.objectContaining({ rule: "lint.unreadable", severity: "warning", line: 35 }),
    );
  });

  it("accuses no run, and mutes nothing else", () => {
    const log = recorder("forge", START_MS);
    log.interaction("stray", 0, "trace", ["Forge", "Builder", "nonsense", "sync"]);
    log.exchange("stranger", 1000, commits("builder", { url: `${PRODUCTION}/users` }));
    log.watermark("later", 600_000);
    expect(rulesOf(compiled, log.log())).toEqual(["endpoint.undocumented by stranger"]);
    expect(rulesOf(compiled, clean)).toEqual([]);
  });
});

describe("a phrase that nobody knows", () => {
  it.each<[line: string, other: string, path: string]>([
    ['limit: "20 per second"', 'limit: "a handful, mostly"', "rate_limits.default.limit"],
    [
      'retry_strategy: "Never retry"',
      'retry_strategy: "As you see fit"',
      "error_codes.no_such_issue.retry_strategy",
    ],
    ['schedule: "30s, 5m, 1h"', 'schedule: "now and then"', "webhooks.retry_policy.schedule"],
    ['"any 2xx status within 10 seconds"', '"a friendly answer"', "webhooks.retry_policy.success_criteria"],
    ['availability: "99.5%"', 'availability: "excellent"', "environments.production.sla.availability"],
    ['"10x production limits"', '"somewhat generous"', "environments.playground.rate_limits"],
    ['"Saturdays 22:00-02:00 UTC"', '"at night"', "environments.production.maintenance_window"],
    ['"between 3 and 12 characters"', '"short and sweet"', "request.body.properties.name.constraints"],
  ])("%s → %s is not enforced, with a reason, and accuses nobody", (line, other, path) => {
    const compiled = forgeWith(line, other);
    const open = compiled.clauses.filter(
      (clause) => clause.path.includes(path) && clause.enforcedBy.length === 0,
    );
    expect(open.map(({ reasonNot }) => reasonNot)).toEqual([expect.stringMatching(/\w{4,}/)]);
    const messages = findingsOf(compiled).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining(other.replace(/^.*: |"/g, "")));
    expect(rulesOf(compiled, clean)).toEqual([]);
  });
});

describe("windows that contradict each other", () => {
  it.each([
    ['"Saturdays 22:00-22:00 UTC"', "begins when it ends"],
    ['"Saturdays 25:00-27:00 UTC"', "at no time"],
    ['"Saturdays 22:00-02:00 UTC except Saturdays"', "except itself"],
  ])("maintenance %s (%s) is not enforced, with a reason", (other) => {
    const compiled = forgeWith('"Saturdays 22:00-02:00 UTC"', other);
    expect(unenforced(compiled, "environments.production.maintenance_window")).toEqual([
      ["environments.production.maintenance_window", expect.stringMatching(/\w{4,}/)],
    ]);
    expect(rulesOf(compiled, clean)).toEqual([]);
  });

  it("of two replay windows the longer counts", () => {
    const text = fixtureText("sensors", "sensors-integration-spec.md").replace(
      'replay_prevention: "Ignore anything older than 10 minutes"',
      'replay_prevention: "Ignore anything older than 10 minutes"\n    replay_window: "5 minutes"',
    );
    const compiled = compiledFrom([{ name: "sensors.md", text }]);
    const fresh = fixtureText("sensors", "traffic.ndjson")
      .split("\n")
      .find((line) => line.includes('"id":"just-fresh"'));
    expect(violationsIn(compiled, fresh!)).toEqual([]);
  });
});

describe("a missing secret", () => {
  it("tells presence and form, and no validity", () => {
    const expected = JSON.parse(fixtureText("forge", "expected.json")) as {
      rule: string;
      event: string;
      secret?: true;
    }[];
    const told = violationsIn(compiledFixture("forge"), fixtureText("forge", "traffic.ndjson"))
      .filter(({ rule }) => /^webhook\.(signature|forgery)/.test(rule))
      .map(({ rule, eventIds }) => `${rule} by ${eventIds[0]}`);
    const seen = expected.filter(({ rule, secret }) => /^webhook\.(signature|forgery)/.test(rule) && !secret);
    expect(told.toSorted()).toEqual(seen.map(({ rule, event }) => `${rule} by ${event}`).toSorted());
  });
});

describe("a clock far in the future", () => {
  const compiled = compiledFixture("forge");

  it.each<[what: string, record: (log: Recorder, at: number) => void]>([
    ["watermark", (log, at) => log.watermark("ahead", at)],
    ["attempt", (log, at) => log.attempt("ahead", at, delivery(999, PUSH))],
    ["interaction", (log, at) => log.interaction("ahead", at, "ahead", GIT_PUSH, { failed: true })],
    ["exchange", (log, at) => log.exchange("ahead", at, commits("builder"))],
  ])("of one %s moves no clock, and accuses nobody", (_, record) => {
    const ahead = recorder("forge", START_MS);
    record(ahead, 50 * 365 * 86_400_000);
    const log = [...clean.slice(0, 100), ...ahead.log(), ...clean.slice(100)];
    let nowMs = START_MS;
    const records = log.map(({ id, loggedMs, event }) => {
      if (id !== "ahead") nowMs = loggedMs;
      return { text: JSON.stringify(event), appendedAtMs: nowMs };
    });
    expect(violationsOf(compiled, records).map(({ rule, eventIds }) => [rule, eventIds])).toEqual([]);
  });
});

describe("an event that is an hour late", () => {
  it.each([/-commits$/, /-build$/, /-comment$/, /^push-1\d-delivered$/, /^maintenance-sunday/])(
    "%s accuses nobody",
    (late) => {
      const log = clean
        .map((one) => (late.test(one.id) ? { ...one, loggedMs: one.loggedMs + 3_600_000 } : one))
        .toSorted((one, other) => one.loggedMs - other.loggedMs);
      expect(log.map(({ id }) => id)).not.toEqual(clean.map(({ id }) => id));
      expect(rulesOf(compiledFixture("forge"), log)).toEqual([]);
    },
  );
});
