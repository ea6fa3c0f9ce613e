import { attempt, broken, documented, heard, RETRIES, START_MS, type Log } from "./delivery.fixture.ts";

const retries = documented(RETRIES);
const nth = (number: number, at: number, more: Partial<Parameters<typeof attempt>[0]> = {}) =>
  attempt({ at, attempt: number, ...more });
const STEPS = [0, 60, 360, 2160, 9360, 9361, 9362];
const all = (count: number, more: Partial<Parameters<typeof attempt>[0]> = {}) =>
  STEPS.slice(0, count).map((at, index) => nth(index + 1, at, more));
const unnumbered = (count: number) => STEPS.slice(0, count).map((at) => attempt({ at }));

describe("webhook.too-slow", () => {
  it.each<[string, string[], Log]>([
    ["in time", [], [nth(1, 0, { answer: 204, took: 30 })]],
    ["later", ["too-slow"], [nth(1, 0, { answer: 204, took: 30.001 })]],
    ["a failure may take its time", [], [nth(1, 0, { answer: 500, took: 31 })]],
    ["nobody measured it", [], [nth(1, 0, { answer: 200, durationMs: undefined })]],
    ["it counts as failed", ["too-slow", "retry-overdue"], [nth(1, 0, { answer: 200, took: 31 }), 9_000]],
    [
      "a retry is none too many",
      ["too-slow"],
      [nth(1, 0, { answer: 200, took: 31 }), nth(2, 90, { answer: 200 })],
    ],
  ])("%s: %p", (_, rules, log) => {
    expect(broken(retries, ...log)).toEqual(rules);
  });

  it("is the receiver's, and cites the criterion", () => {
    expect(heard(retries, [nth(1, 0, { answer: 200, took: 45 })])).toMatchObject([
      {
        severity: "warning",
        party: "consumer",
        clause: { path: "webhooks.retry_policy.success_criteria" },
        timeMs: START_MS,
        evidence: { expected: "an answer within 30 s", actual: "200 after 45 s" },
      },
    ]);
  });

  const criteria = documented(`webhooks:
  retry_policy: { attempts: 1, success_criteria: "2xx within 30 seconds" }
  expected_response: { status: "200 or 202 within 10s" }
`);

  it.each<[string, string[], Log]>([
    ["the longest time counts", [], [nth(1, 0, { answer: 200, took: 20 })]],
    ["later than every time", ["too-slow", "exhausted"], [nth(1, 0, { answer: 202, took: 31 })]],
    [
      "a status that only one of them takes is neither",
      [],
      [nth(1, 0, { answer: 201 }), nth(2, 9, { answer: 200 })].slice(0, 1),
    ],
    ["a status that none takes", ["exhausted"], [nth(1, 0, { answer: 302 })]],
  ])("of two criteria: %s", (_, rules, log) => {
    expect(broken(criteria, ...log)).toEqual(rules);
  });
});

describe("webhook.too-many-attempts and webhook.exhausted", () => {
  it.each<[string, string[], Log]>([
    ["the last but one", [], all(4)],
    ["the last one failed", ["exhausted"], all(5)],
    ["the last one succeeded", [], [...all(4), nth(5, 9360, { answer: 200 })]],
    ["one more", ["exhausted", "too-many-attempts"], all(6)],
    ["two more", ["exhausted", "too-many-attempts", "too-many-attempts"], all(7)],
    ["without numbers", ["exhausted", "too-many-attempts"], unnumbered(6)],
    ["a manual one", ["exhausted"], [...all(5), attempt({ at: 9400, manual: true })]],
    [
      "a manual one was numbered, too",
      ["exhausted"],
      [...all(4), nth(5, 9000, { manual: true }), nth(6, 9360)],
    ],
    ["only the last one was seen", ["exhausted"], [nth(5, 0)]],
    ["what became of the last one was not seen", ["too-many-attempts"], [...all(4), nth(6, 9400)]],
    ["not captured", [], [nth(5, 0, { answer: "none" })]],
    ["the same attempt again", ["exhausted"], [...all(5), nth(5, 9360)]],
    ["one record again, without numbers", ["exhausted"], [...unnumbered(5), attempt({ at: 9360 })]],
    ["no connection", ["exhausted"], [nth(5, 0, { answer: "connect" })]],
  ])("%s: %p", (_, rules, log) => {
    expect(broken(retries, ...log)).toEqual(rules);
  });

  it("is critical and the receiver's, once a delivery", () => {
    expect(heard(retries, all(6))).toMatchObject([
      {
        rule: "webhook.exhausted",
        severity: "critical",
        party: "consumer",
        clause: { path: "webhooks.retry_policy.attempts" },
        timeMs: START_MS + 9_360_000,
      },
      { rule: "webhook.too-many-attempts", severity: "error", party: "provider" },
    ]);
  });

  it.each<[string, string, number]>([
    ["attempts alone", "attempts: 3", 3],
    ["retries", "max_retries: 3", 4],
    ["the larger of attempts and schedule", "attempts: 2\nschedule: [Immediate, 1s, 1s, 1s]", 4],
    ["the larger of schedule and attempts", "attempts: 5\nschedule: [Immediate, 1s, 1s]", 5],
    ["a schedule alone", "schedule: [Immediate, 1s, 1s]", 3],
    ["a schedule that may be the retries'", "schedule: [1s, 1s]", 3],
  ])("counts by %s", (_, yaml, most) => {
    const compiled = documented(`webhooks:\n  retry_policy:\n${yaml.replace(/^/gm, "    ")}\n`);
    const rules = (number: number) => broken(compiled, nth(number, 0));
    expect([rules(most - 1), rules(most), rules(most + 1)]).toEqual([
      [],
      ["exhausted"],
      ["too-many-attempts"],
    ]);
  });

  it("has no number where the document gives none that can be read", () => {
    const compiled = documented(`webhooks:
  retry_policy: { max_attempts: "until it is taken", schedule: [Immediate, 1s] }
`);
    expect(broken(compiled, nth(99, 0))).toEqual([]);
  });

  const signed = documented(`${RETRIES}  security:
    signature_header: "X-Signature"
    signature_algorithm: "HMAC-SHA256"
`);
  const SIGNATURE = { "X-Signature": `sha256=${"a".repeat(64)}` };

  it.each<[string, string[], Parameters<typeof nth>[2]]>([
    ["refused without its signature", [], { answer: 401, headers: {} }],
    ["refused for one that does not verify", [], { answer: 400, headers: SIGNATURE, signature: "invalid" }],
    ["refused though it verifies", ["exhausted"], { answer: 401, headers: SIGNATURE, signature: "valid" }],
    ["failed, perhaps for its signature", [], { answer: 500, headers: {} }],
    ["not answered beside its signature", ["exhausted"], { answer: "reset", headers: {} }],
    ["accepted too late beside its signature", ["exhausted"], { answer: 200, took: 31, headers: {} }],
    ["refused, headers not captured", ["exhausted"], { answer: 401 }],
  ])("an attempt that was %s: %p", (_, rules, more) => {
    const told = broken(signed, nth(5, 0, more));
    expect(told.filter((rule) => rule === "exhausted")).toEqual(rules);
  });
});

describe("webhook.duplicate-delivery", () => {
  it.each<[string, string[], Log]>([
    ["after success", ["duplicate-delivery"], [nth(1, 0, { answer: 200 }), nth(2, 60, { answer: 200 })]],
    [
      "each time",
      ["duplicate-delivery", "duplicate-delivery"],
      [nth(1, 0, { answer: 200 }), nth(2, 60), nth(3, 61)],
    ],
    [
      "without numbers",
      ["duplicate-delivery"],
      [attempt({ at: 0, answer: 200 }), attempt({ at: 60, answer: 200 })],
    ],
    ["by hand", [], [nth(1, 0, { answer: 200 }), attempt({ at: 60, manual: true })]],
    ["after a failure", [], [nth(1, 0), nth(2, 60, { answer: 200 })]],
    ["before the success ended", [], [nth(1, 0, { answer: 200, took: 20 }), nth(2, 10)]],
    ["hours later", ["duplicate-delivery"], [nth(1, 0, { answer: 200 }), 40_000, nth(2, 80_000)]],
    ["the same record again", [], [attempt({ at: 0, answer: 200 }), attempt({ at: 0, answer: 200 })]],
  ])("%s: %p", (_, rules, log) => {
    expect(broken(retries, ...log)).toEqual(rules);
  });

  it("needs no policy, and cites the block then", () => {
    const bare = documented("webhooks:\n  configuration:\n    events: [order.created]\n");
    expect(heard(bare, [nth(1, 0, { answer: 200 }), nth(2, 60)])).toMatchObject([
      {
        rule: "webhook.duplicate-delivery",
        severity: "info",
        party: "provider",
        clause: { path: "webhooks" },
      },
    ]);
    expect(broken(documented("environments: {}"), nth(1, 0, { answer: 200 }), nth(2, 60))).toEqual([]);
  });
});
