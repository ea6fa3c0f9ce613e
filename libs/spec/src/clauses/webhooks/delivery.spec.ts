import type { ClauseKind } from "../../clause.ts";
import { clausesOf } from "../../specification.ts";
import { ofYaml } from "../../testing/load.ts";

const policy = (yaml: string) => ofYaml(`webhooks:\n  retry_policy:\n${yaml.replace(/^/gm, "    ")}\n`);
const stated = (yaml: string, kind: ClauseKind) =>
  clausesOf(policy(yaml), kind).map(({ parameters }) => parameters);
const steps = (yaml: string) =>
  clausesOf(policy(yaml), "webhook.schedule-step").map(({ parameters: { attempt, delayMs } }) => [
    attempt,
    delayMs / 1000,
  ]);
const reasons = (yaml: string) =>
  Object.fromEntries(clausesOf(ofYaml(yaml), "statement").map(({ path, reason }) => [path, reason]));

describe("webhooks.retry_policy", () => {
  it.each([
    ["attempts: 5", 5],
    ["max_attempts: 5 attempts", 5],
    ["max_retries: 4", 5],
    ["retries: up to 4 retries", 5],
    ["attempts: max 4 retries", 5],
    ["max_retries: 0", 1],
  ])("reads %p", (yaml, attempts) => {
    expect(stated(yaml, "webhook.attempts")).toEqual([{ attempts }]);
  });

  it.each(["attempts: several", "attempts: 0", "attempts: until it is taken"])(
    "does not guess at %p",
    (yaml) => {
      expect(stated(yaml, "webhook.attempts")).toEqual([]);
      expect(stated(yaml, "statement")).toHaveLength(1);
    },
  );

  const PLAIN = [
    [1, 0],
    [2, 60],
    [3, 300],
  ];

  it.each([
    ["a list", 'schedule: ["Immediate", "1 minute", "5 minutes"]', PLAIN],
    ["one line", "schedule: Immediate, 1m, 5m", PLAIN],
    ["one line in words", "schedule: immediately, then after 1 minute, then after 5 minutes", PLAIN],
    ["a map", 'schedule: { 1: Immediate, 2: "1 minute", 3: "5 minutes" }', PLAIN],
    ["a map with names", "schedule: { attempt_1: immediately, retry_1: 1m, retry_2: 5m }", PLAIN],
    [
      "a list of maps",
      'schedule: [{ attempt: 1, delay: Immediate }, { attempt: 2, delay: "1 minute" }, { retry: 2, delay: 5m }]',
      PLAIN,
    ],
    ["the policy itself", '- "Immediate"\n- "1 minute"\n- "5 minutes"', PLAIN],
    ["one entry less than attempts", "attempts: 3\nschedule: 1m, 5m", PLAIN.slice(1)],
    ["retries", "schedule: [1m, 5m]\nmax_retries: 2", PLAIN.slice(1)],
    ["immediate, and one entry less than attempts", "attempts: 4\nschedule: Immediate, 1m, 5m", PLAIN],
    [
      "as many entries as attempts",
      "attempts: 2\nschedule: [1m, 5m]",
      [
        [1, 60],
        [2, 300],
      ],
    ],
  ])("reads a schedule as %s", (_, yaml, expected) => {
    expect(steps(yaml)).toEqual(expected);
  });

  it("cites each step where it stands", () => {
    const places = (yaml: string) =>
      clausesOf(policy(yaml), "webhook.schedule-step").map(({ path, line }) => [path, line]);
    expect(places("schedule:\n  - Immediate\n  - 1m")).toEqual([
      ["webhooks.retry_policy.schedule[0]", 4],
      ["webhooks.retry_policy.schedule[1]", 5],
    ]);
    expect(places("schedule: Immediate, 1m")).toEqual([
      ["webhooks.retry_policy.schedule[0]", 3],
      ["webhooks.retry_policy.schedule[1]", 3],
    ]);
  });

  it("reads the policy under its other names", () => {
    const yaml = "webhooks: { retry: { max_attempts: 3 }, retries: { schedule: [Immediate, 1m] } }";
    expect(ofYaml(yaml).clauses.map(({ path }) => path)).toEqual([
      "webhooks.retry.max_attempts",
      "webhooks.retries.schedule[0]",
      "webhooks.retries.schedule[1]",
    ]);
  });

  it("keeps which attempt a step counts from", () => {
    expect(
      stated(
        "schedule: [Immediate, 1m after the first attempt, 5m after the previous attempt]",
        "webhook.schedule-step",
      ),
    ).toEqual([
      { attempt: 1, delayMs: 0 },
      { attempt: 2, delayMs: 60_000, from: "first" },
      { attempt: 3, delayMs: 300_000, from: "previous" },
    ]);
  });

  it.each([
    "schedule: exponential backoff",
    "schedule: [Immediate, 1m, ...]",
    "schedule: 1m, 5m, then every hour",
    "schedule: 5 minutes",
    "schedule: [{ attempt: 2, delay: 1m }, 5m]",
    "schedule: { soon: 1m }",
    "schedule: [60, 300]",
  ])("says of %p why not, all of it", (yaml) => {
    expect(steps(yaml)).toEqual([]);
    const statements = clausesOf(policy(yaml), "statement");
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.every(({ reason }) => reason?.includes("schedule"))).toBe(true);
  });

  it("says of a backoff without numbers why not", () => {
    const yaml =
      "webhooks:\n  retry_policy:\n    strategy: exponential backoff\n    failure_action: alert sent\n";
    expect(reasons(yaml)).toEqual({
      "webhooks.retry_policy.strategy": expect.stringContaining("backoff without its delays"),
      "webhooks.retry_policy.failure_action": "prose: no traffic can show it",
    });
    expect(reasons("webhooks: { retry_policy: exponential backoff }")).toEqual({
      "webhooks.retry_policy": expect.stringContaining("backoff without its delays"),
    });
  });
});

describe("what success is", () => {
  const success = (yaml: string) =>
    clausesOf(ofYaml(yaml), "webhook.success").map(({ path, parameters }) => [path, parameters]);

  it("reads the criterion of the policy and the expected response", () => {
    expect(
      success(`webhooks:
  retry_policy: { success_criteria: "HTTP 2xx response within 30 seconds" }
  expected_response: { status: "200 or 202 within 10s", body: "Optional - ignored" }
`),
    ).toEqual([
      ["webhooks.retry_policy.success_criteria", { from: 200, to: 299, withinMs: 30_000 }],
      ["webhooks.expected_response.status", { from: 200, to: 202, statuses: [200, 202], withinMs: 10_000 }],
    ]);
  });

  it("reads a time beside the status, and a phrase of its own", () => {
    expect(success("webhooks: { expected_response: { status: 200, timeout_seconds: 30 } }")).toEqual([
      ["webhooks.expected_response.status", { from: 200, to: 200 }],
      ["webhooks.expected_response.timeout_seconds", { from: 200, to: 200, withinMs: 30_000 }],
    ]);
    expect(success("webhooks: { expected_response: 2xx within 30 seconds }")).toEqual([
      ["webhooks.expected_response", { from: 200, to: 299, withinMs: 30_000 }],
    ]);
  });

  it("says of the rest why not", () => {
    expect(
      reasons(`webhooks:
  retry_policy: { success_criteria: "Acknowledged by the shop" }
  expected_response: { status: "whatever suits you", body: "Optional - ignored" }
`),
    ).toEqual({
      "webhooks.retry_policy.success_criteria": "prose: not one of the known forms",
      "webhooks.expected_response.status": "prose: not one of the known forms",
      "webhooks.expected_response.body": "prose: no traffic can show it",
    });
    expect(reasons("webhooks: { expected_response: be nice }")).toEqual({
      "webhooks.expected_response": "prose: not one of the known forms",
    });
  });
});
