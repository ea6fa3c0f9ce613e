import type { Exchange } from "#observation";
import { compileSpecification } from "../engine/compile-specification.ts";
import { load } from "../testing/shop.ts";
import { slaFamily } from "./sla-family.ts";
import { call, calls, HOUR, ledger, live, rulesOf, run, T } from "./sla.fixture.ts";

const LEVELS = live('sla: { uptime: "99.9%", p95: "<200ms", response_time_p99: "at most 500ms" }');

/** Which objectives twenty exchanges like this break. */
const broken = (more: Parameters<typeof call>[1], specification = LEVELS) =>
  run(specification, calls(20, T, more), T + HOUR).map(({ verdict }) => verdict.subject);

describe("an exchange", () => {
  it.each([
    [200, []],
    [404, []],
    [429, []],
    [499, []],
    [500, ["uptime"]],
    [599, ["uptime"]],
  ])("answered with %i at once breaks %p", (status, objectives) => {
    expect(broken({ status })).toEqual(objectives);
  });

  it.each([
    [199.9, []],
    [200, ["p95"]],
    [500, ["p95"]],
    [500.1, ["p95", "response_time_p99"]],
    [undefined, []],
  ])("that takes %p ms breaks %p", (durationMs, objectives) => {
    expect(broken({ durationMs })).toEqual(objectives);
  });

  it.each(["timeout", "connect", "dns", "tls", "reset"] as const)(
    "without an answer (%s) is bad",
    (failure) => {
      expect(broken({ response: null, failure })).toEqual(["uptime", "p95", "response_time_p99"]);
    },
  );

  it("that the client aborted, or whose answer was not captured, is neither good nor bad", () => {
    expect(broken({ response: null, failure: "aborted", durationMs: 60_000 })).toEqual([]);
    expect(broken({ response: null })).toEqual([]);
    const aborted = calls(10_000, T, { response: null, failure: "aborted" });
    expect(rulesOf(run(LEVELS, [...calls(20, T, { status: 500 }), ...aborted], T + HOUR))).toEqual([
      "degraded",
    ]);
  });
});

describe("what does not count", () => {
  const bad = { status: 500 };
  const rules = (exchanges: readonly Exchange[]) => rulesOf(run(LEVELS, exchanges, T + HOUR));

  it("is a sampled source, also in the events that do not say so", () => {
    expect(broken({ ...bad, partial: true })).toEqual([]);
    expect(rules([call(T, { partial: true }), ...calls(20, T + 1, bad)])).toEqual([]);
    const other = [call(T, { partial: true }), ...calls(20, T + 1, { ...bad, source: "whole" })];
    expect(rules(other)).toEqual(["degraded"]);
  });

  it("is the other side's record", () => {
    const both = (count: number) =>
      calls(count, T, bad).flatMap((one) => [
        { ...one, observedBy: "consumer" as const },
        { ...one, id: `${one.id}p`, observedBy: "provider" as const },
      ]);
    expect(rules(both(19))).toEqual([]);
    expect(rules(both(20))).toEqual(["degraded"]);
    const onlyConsumer = calls(20, T + 1000, { ...bad, observedBy: "consumer" });
    expect(rules([call(T, { observedBy: "provider" }), ...onlyConsumer])).toEqual([]);
  });

  it("is taken back once the side that sees more comes later", () => {
    const consumer = calls(19, T, { ...bad, observedBy: "consumer" });
    const provider = calls(19, T, { ...bad, observedBy: "provider" });
    expect(rules([...consumer, ...provider])).toEqual([]);
  });

  it("is what is ahead of the clock", () => {
    const compiled = compileSpecification(LEVELS, [slaFamily]);
    const state = compiled.initialState();
    const { told, report } = ledger();
    compiled.observe(state, call(T), T, report);
    for (const one of calls(20, T + HOUR, bad)) compiled.observe(state, one, T, report);
    compiled.advance(state, T + 2 * HOUR, report);
    expect(told).toEqual([]);
  });

  it("is a token request to another host", () => {
    const token = (url: string) => {
      const tokens = load(
        'authentication:\n  type: OAuth\n  endpoints:\n    token: { url: "' + url + '", method: POST }',
        'environments:\n  live:\n    base_url: "https://api.shop.test"\n    sla: { uptime: "99.9%" }',
      );
      return rulesOf(run(tokens, calls(20, T, { ...bad, url, environment: "live" }), T + HOUR));
    };
    expect(token("https://id.shop.test/token")).toEqual([]);
    expect(token("https://api.shop.test/token")).toEqual(["degraded"]);
  });
});
