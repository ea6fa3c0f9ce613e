import { createHmac } from "node:crypto";
import type { Violation } from "#violation";
import { eventsOf } from "./scenario-events.ts";
import { difference } from "./scenario-expectation.ts";
import { readScenarioFile } from "./scenario-file.ts";

const fenced = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`;
const HEAD = `# auth.missing: a title\n\n${fenced("yaml", "endpoint: {}")}\n`;
const EVENTS = fenced("yaml events", "- GET /a → 200");

describe("a scenario file", () => {
  test("has a specification on its own lines, and cases", () => {
    const file = readScenarioFile("a.md", `${HEAD}## It is there\n\n${EVENTS}\nClean.\n`);
    expect(file.rule).toBe("auth.missing");
    expect(file.specification.split("\n")[3]).toBe("endpoint: {}");
    expect(file.cases).toEqual([{ title: "It is there", line: 7, events: ["GET /a → 200"], violations: [] }]);
  });

  test.each([
    ["a.md:1: there is no title", "no title"],
    [
      'a.md:7: "Both" needs either',
      `${HEAD}## Both\n\n${EVENTS}\nClean.\n${fenced("yaml violations", "- a: b c")}`,
    ],
    ['a.md:7: "Neither" needs either', `${HEAD}## Neither\n\n${EVENTS}`],
    ['a.md:7: "No events" has no events', `${HEAD}## No events\n\nClean.\n`],
    ["a.md:9: the events are no list", `${HEAD}## No list\n\n${fenced("yaml events", "a: 1")}\nClean.\n`],
  ])("%s", (problem, text) => {
    expect(() => readScenarioFile("a.md", text)).toThrow(problem);
  });
});

describe("compact events", () => {
  const dataOf = (event: unknown, defaults = {}) =>
    eventsOf([event], { origin: "https://a.example", ...defaults }, "shop").map(({ data }) => data);

  test("lay headers over the defaults, whatever their case, and take away what is absent", () => {
    const defaults = { headers: { A: "1", B: "2", C: "3" } };
    const [data] = dataOf({ "GET /x": { headers: { b: "9", C: "absent" } } }, defaults);
    expect(data).toMatchObject({ url: "https://a.example/x", request: { headers: { A: "1", b: "9" } } });
    expect((data as { request: { headers: object } }).request.headers).not.toHaveProperty("C");
  });

  test("change a default body without changing the default", () => {
    const body = { items: [{ n: 1 }], to: "x" };
    const [data] = dataOf({ "POST /x": { change: { "/items/0/n": 2, "/to": "absent" } } }, { body });
    expect(data).toMatchObject({ request: { body: { items: [{ n: 2 }] } } });
    expect(body).toEqual({ items: [{ n: 1 }], to: "x" });
  });

  test("repeat, count and go on a second later", () => {
    const events = eventsOf(
      [{ "GET /{n} → 200": { repeat: 2, every: "10s" } }, "GET /z → timeout"],
      { origin: "https://a.example" },
      "shop",
    );
    expect(events.map(({ id, time }) => `${id} ${time}`)).toEqual([
      "1 2024-01-15T10:30:00.000Z",
      "2 2024-01-15T10:30:10.000Z",
      "3 2024-01-15T10:30:11.000Z",
    ]);
    expect(events.map(({ data }) => (data as { url: string }).url)).toEqual([
      "https://a.example/1",
      "https://a.example/2",
      "https://a.example/z",
    ]);
  });

  test("an empty body is sent with no bytes", () => {
    expect(dataOf({ "POST /x": { body: "empty" } })).toMatchObject([
      { request: { body: null, bodyBytes: 0 } },
    ]);
  });
});

describe("expected violations", () => {
  const violation = {
    rule: "auth.missing",
    severity: "error",
    party: "consumer",
    clause: { path: "authentication.usage.header", text: 'header: "A: {b}"' },
    eventIds: ["1"],
    count: 1,
    message: "The header A is absent.",
    evidence: {},
  } as unknown as Violation;

  test.each([
    { "auth.missing": "error consumer" },
    { "auth.missing": "error consumer", event: 1, clause: "usage.header", message: "header A" },
    { "auth.missing": "error consumer", clause: 'header: "A: {b}"', count: "any" },
  ])("%j is met", (expected) => {
    expect(difference([expected], [violation])).toBe("");
  });

  test.each([
    { "auth.malformed": "error consumer" },
    { "auth.missing": "info consumer" },
    { "auth.missing": "error provider" },
    { "auth.missing": "error consumer", event: 2 },
    { "auth.missing": "error consumer", count: 2 },
    { "auth.missing": "error consumer", clause: "headers" },
  ])("%j is not met", (expected) => {
    expect(difference([expected], [violation])).toContain("expected, but not raised");
    expect(difference([expected], [violation])).toContain("raised, but not expected");
  });

  test("one too many and one too few both differ", () => {
    const expected = { "auth.missing": "error consumer" };
    expect(difference([expected], [violation, violation])).toContain("raised, but not expected");
    expect(difference([expected, expected], [violation])).toContain("expected, but not raised");
  });
});

describe("webhook attempts", () => {
  const attempt = { endpoint: "https://a.example/h", request: { headers: { T: "now" }, body: { n: 1 } } };
  const dataOf = (members: object) =>
    eventsOf(
      [{ "webhook.attempt.v1": members }],
      { attempt: { ...attempt, response: { status: 200 } } },
      "shop",
    )[0]?.data;

  test("lie over the defaults", () => {
    expect(dataOf({ eventId: "e", request: { headers: { A: "now-5m1s" } } })).toEqual({
      ...attempt,
      eventId: "e",
      request: { headers: { T: "1705314600", A: "1705314299" }, body: { n: 1 } },
      response: { status: 200 },
    });
    expect(dataOf({ error: { kind: "timeout" } })).not.toHaveProperty("response");
  });

  test("are signed over the text that is sent", () => {
    const hex = createHmac("sha256", "key").update('{"n":1}').digest("hex");
    expect(dataOf({ sign: "key" })).toMatchObject({
      request: { headers: { "X-Webhook-Signature": `sha256=${hex}` }, bodyText: '{"n":1}' },
    });
    expect(dataOf({ sign: "key", request: { headers: { Sig: "{signature}" } } })).toMatchObject({
      request: { headers: { Sig: hex } },
    });
  });
});
