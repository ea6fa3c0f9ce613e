import type { Body } from "#observation";
import type { BodySchema, Citation } from "#spec";
import { clause, exchange, json } from "../testing/fixtures.ts";
import { run, T } from "./rate-limit.fixture.ts";

const cited = (path: string, line: number): Citation => ({
  path,
  line,
  file: "spec.md",
  column: 1,
  text: path,
});
const body: BodySchema = {
  schema: {
    type: "object",
    required: ["error_code", "retry_after"],
    properties: { error_code: { type: "string" }, retry_after: { type: "integer" } },
  },
  citations: new Map([
    ["/required/error_code", cited("body.error_code", 10)],
    ["/properties/error_code", cited("body.error_code", 10)],
    ["/required/retry_after", cited("body.retry_after", 11)],
    ["/properties/retry_after", cited("body.retry_after", 11)],
  ]),
  contradicted: new Set(),
  source: "example",
};
const response = clause("rate-limit.exceeded-response", "rate_limits.exceeded_response", {
  status: 429,
  body,
});
const answer = (answered: Body, status = 429, method = "POST") =>
  exchange({ timeMs: T, method, client: undefined, response: { status, body: answered } });

describe("rate-limit.response", () => {
  it.each<[string, Body, string[]]>([
    ["as documented", json({ error_code: "X", retry_after: 60 }), []],
    ["with a further member", json({ error_code: "X", retry_after: 60, more: 1 }), []],
    ["with a member missing", json({ error_code: "X" }), ["body.retry_after"]],
    ["with a member of another type", json({ error_code: 1, retry_after: 60 }), ["body.error_code"]],
    ["with two problems", json({ error_code: 1 }), ["body.error_code"]],
    ["that is another thing", json([]), ["rate_limits.exceeded_response"]],
    ["not captured", { state: "absent" }, []],
    ["captured in part", { state: "truncated" }, []],
    ["sent empty", { state: "empty" }, ["rate_limits.exceeded_response"]],
    ["that is not JSON", { state: "text", text: "slow down" }, ["rate_limits.exceeded_response"]],
    ["that is JSON as text", { state: "text", text: '{"error_code":"X","retry_after":1}' }, []],
  ])("a body %s", (_, answered, expected) => {
    const told = run([response], [answer(answered)]);
    expect(told.map(({ clause: path }) => path)).toEqual(expected);
    expect(told.every(({ rule, severity }) => rule === "rate-limit.response" && severity === "error")).toBe(
      true,
    );
  });

  it("speaks of its own status only, and never of HEAD", () => {
    expect(run([response], [answer(json({}), 503), answer({ state: "empty" }, 429, "HEAD")])).toEqual([]);
  });

  it("is at info where the document contradicts itself", () => {
    const contradicted = { ...body, contradicted: new Set(["/properties/error_code"]) };
    const clauses = [{ ...response, parameters: { status: 429, body: contradicted } }];
    const severities = (value: unknown) =>
      run(clauses, [answer(json(value))]).map(({ severity }) => severity);
    expect(severities({ error_code: 1, retry_after: 60 })).toEqual(["info"]);
    expect(severities({ error_code: 1 })).toEqual(["error"]);
  });

  it("asks nothing where no body is documented", () => {
    const bare = clause("rate-limit.exceeded-response", "rate_limits.exceeded_response", { status: 429 });
    expect(run([bare], [answer({ state: "empty" })])).toEqual([]);
  });
});
