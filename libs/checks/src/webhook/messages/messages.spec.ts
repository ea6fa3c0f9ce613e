import { attempt, compiledOf, PAYLOAD, rulesOf, T, verdictsOf, WEBHOOKS } from "./signed-attempts-spec.ts";

const HOUR = 3_600_000;
const data = { ...PAYLOAD.data };

describe("an event type", () => {
  it.each([
    ["documented", "order.created", []],
    ["only subscribed to", "order.updated", []],
    ["undocumented", "order.lost", ["undocumented-event"]],
    ["a part of another's name", "created", ["undocumented-event"]],
  ])("of the payload, %s", (_, event_type, rules) => {
    const payload = { ...PAYLOAD, event_type };
    expect(rulesOf(attempt({ payload }))).toEqual(rules);
    expect(rulesOf(attempt({ payload }), attempt({ payload, at: T + 60_000 }))).toEqual(rules);
  });

  it("of the event stands before the payload's", () => {
    expect(rulesOf(attempt({ data: { eventType: "order.lost" } }))).toEqual(["undocumented-event"]);
    expect(rulesOf(attempt({ data: { request: {} } }))).toEqual([]);
  });

  const FORGE = `
webhooks:
  configuration:
    events: [push, "issue.*"]
  headers:
    X-GitHub-Event: its name
`;
  it.each([
    ["push", []],
    ["issue.opened", []],
    ["its", []],
    ["fork", ["webhook.undocumented-event"]],
  ])("of a header: %s", (name, rules) => {
    const verdicts = verdictsOf(compiledOf(FORGE), attempt({ headers: { "X-GitHub-Event": name } }));
    expect(verdicts.map(({ rule }) => rule)).toEqual(rules);
  });

  it("is documented by a sequence, and by prose where it is no mere word", () => {
    const yaml =
      "webhooks:\n  configuration:\n    events: [order.created]\n  overview:\n    text: mind order.lost too";
    expect(verdictsOf(compiledOf(yaml), attempt({ data: { eventType: "order.lost" } }))).toEqual([]);
  });

  it("is not judged where the document names no events", () => {
    const yaml = "webhooks:\n  security:\n    signature_header: X-Shop-Signature";
    expect(verdictsOf(compiledOf(yaml), attempt({ data: { eventType: "order.lost" } }))).toEqual([]);
  });
});

describe("a payload", () => {
  it.each([
    ["has its members in data", PAYLOAD, 0],
    ["has them at the top", { ...PAYLOAD, total: 1, data: { object_id: "o" } }, 0],
    ["has an optional one", { ...PAYLOAD, data: { ...data, note: "n", changes: {} } }, 0],
    ["has a member more", { ...PAYLOAD, more: 1 }, 0],
    ["has the structure's members at the top", { ...PAYLOAD, object_id: "o", data: { total: 1 } }, 0],
    ["lacks a member of the structure", { ...PAYLOAD, event_id: undefined }, 1],
    ["lacks the data", { ...PAYLOAD, data: undefined, total: 1 }, 1],
    ["lacks a member of its event", { ...PAYLOAD, data: { object_id: "o" } }, 1],
    ["has another type", { ...PAYLOAD, data: { ...data, total: "12.5" } }, 1],
    ["has another type in an optional member", { ...PAYLOAD, data: { ...data, changes: 7 } }, 1],
    ["has no time in ISO 8601", { ...PAYLOAD, timestamp: "yesterday" }, 1],
    [
      "of an event without a description",
      { ...PAYLOAD, event_type: "order.updated", data: { object_id: "o" } },
      0,
    ],
    ["is a list", [PAYLOAD], 1],
  ])("%s", (_, payload, count) => {
    expect(rulesOf(attempt({ payload }))).toEqual(Array(count).fill("payload-invalid"));
  });

  it.each([
    ["no JSON", { text: "order created" }, 1],
    ["empty", { data: { request: { bodyText: "" } } }, 1],
    ["not captured", { data: { request: {} } }, 0],
    ["truncated", { data: { request: { bodyText: "{", bodyTruncated: true } } }, 0],
  ])("is %s", (_, sketch, count) => {
    expect(rulesOf(attempt(sketch))).toEqual(Array(count).fill("payload-invalid"));
  });

  it("is told once with all its problems, where they stand", () => {
    const payload = { ...PAYLOAD, event_id: 7, data: { ...data, total: "1" } };
    const [verdict] = verdictsOf(
      compiledOf(WEBHOOKS),
      attempt({ payload }),
      attempt({ payload, at: T + 1_000 }),
    );
    expect(verdict).toMatchObject({
      party: "provider",
      severity: "error",
      clause: { text: expect.stringContaining("event_id") },
      evidence: { problems: [{ pointer: "/event_id" }, { pointer: "/data/total" }] },
    });
  });

  it("of an event alone is judged, too", () => {
    const compiled = compiledOf("webhooks:\n  events:\n    a.b:\n      payload: { n: 1, of: { x: text } }");
    const eventType = "a.b";
    const count = (payload: unknown) =>
      verdictsOf(compiled, attempt({ payload, data: { eventType } })).length;
    expect(
      [{ n: 2, of: { x: "y" } }, { data: { n: 2, of: { x: "y" } } }, { n: "2", of: {} }].map(count),
    ).toEqual([0, 0, 1]);
  });
});

describe("an event id", () => {
  const other = { ...PAYLOAD, data: { ...data, total: 99 } };

  it.each([
    ["with one payload", attempt({ at: T + HOUR }), []],
    ["with members in another order", attempt({ text: JSON.stringify(PAYLOAD, null, 1) }), []],
    ["sent anew", attempt({ payload: { ...PAYLOAD, timestamp: "2024-01-15T11:30:00Z", attempt: 2 } }), []],
    ["with another payload", attempt({ payload: other }), ["event-id-reuse"]],
    [
      "with another attempt in its data",
      attempt({ payload: { ...PAYLOAD, data: { ...data, attempt: 2 } } }),
      ["event-id-reuse"],
    ],
    ["at another endpoint", attempt({ payload: other, data: { endpoint: "https://b.test/h" } }), []],
    ["in another environment", attempt({ payload: other, data: { environment: "x" } }), []],
    ["of another event", attempt({ payload: other, data: { eventId: "evt-2" } }), []],
    ["of a body not captured", attempt({ data: { request: {} } }), []],
    [
      "of a forgery",
      attempt({ payload: other, headers: { "X-Shop-Signature": `sha256=${"0".repeat(64)}` }, status: 400 }),
      ["signature-invalid"],
    ],
  ])("%s", (_, second, rules) => {
    expect(rulesOf(attempt(), second)).toEqual(rules);
  });

  it.each([
    ["of the sending alone", { retry_num: 2, sent_at: "noon", redelivered: true, of: "shop" }, []],
    ["of something else", { retry_num: 1, sent_at: "ten", of: "stock" }, ["event-id-reuse"]],
  ])("comes again in an envelope that differs in members %s", (_, meta, rules) => {
    const first = { retry_num: 1, sent_at: "ten", redelivered: false, of: "shop" };
    const within = (envelope: unknown) => attempt({ payload: { ...PAYLOAD, meta: envelope } });
    expect(rulesOf(within(first), within(meta))).toEqual(rules);
  });

  it("names both events, once for each further payload", () => {
    const attempts = [
      attempt({ id: "a" }),
      attempt({ id: "b", payload: other }),
      attempt({ id: "c", payload: other }),
    ];
    const verdicts = verdictsOf(compiledOf(WEBHOOKS), ...attempts);
    expect(verdicts.map(({ causes }) => causes)).toEqual([
      [
        { source: "hooks", id: "a" },
        { source: "hooks", id: "b" },
      ],
    ]);
    expect(verdicts[0]?.clause.text).toContain("event_id");
  });

  it("is remembered for a day, and forgotten some time after", () => {
    expect(rulesOf(attempt(), attempt({ at: T + 24 * HOUR, payload: other }))).toEqual(["event-id-reuse"]);
    expect(rulesOf(attempt(), attempt({ at: T + 72 * HOUR, payload: other }))).toEqual([]);
  });

  it("keeps what it must remember within bounds", () => {
    const compiled = compiledOf(WEBHOOKS);
    const state = compiled.initialState();
    const one = attempt({ text: "1", headers: { "X-Shop-Signature": null } });
    for (let number = 0; number < 51_000; number++)
      compiled.observe(state, { ...one, eventId: `e-${number}` }, T, () => undefined);
    const sizes = [...state.checks.values()].flatMap((kept) =>
      kept !== null && typeof kept === "object" && "recent" in kept
        ? (kept.recent as Map<string, unknown>).size
        : [],
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50_000);
  });
});

describe("an endpoint", () => {
  const insecure = "http://shop.test/hooks";
  const via = { "X-Forwarded-Proto": "https" };

  it.each([
    ["https", { data: {} }, []],
    ["http", { data: { endpoint: insecure } }, ["insecure-endpoint"]],
    ["http behind a proxy that took https", { headers: via, data: { endpoint: insecure } }, []],
    [
      "http as its receiver saw it, without headers",
      { data: { endpoint: insecure, observedBy: "receiver", request: {} } },
      [],
    ],
    [
      "http as its sender called it",
      { data: { endpoint: insecure, observedBy: "sender", request: {} } },
      ["insecure-endpoint"],
    ],
  ])("is %s", (_, sketch, rules) => expect(rulesOf(attempt(sketch))).toEqual(rules));

  it("may be http where nobody asks for more", () => {
    const yaml = "webhooks:\n  configuration:\n    endpoint_url: Yours";
    expect(verdictsOf(compiledOf(yaml), attempt({ data: { endpoint: insecure } }))).toEqual([]);
  });
});

it("every line is enforced", () => {
  const { clauses } = compiledOf(WEBHOOKS);
  expect(clauses.filter(({ enforcedBy }) => enforcedBy.length === 0)).toEqual([]);
});
