import { attempt, broken, documented, heard, START_MS, type Log } from "./delivery.fixture.ts";

const PAYLOAD = `
webhooks:
  payload_structure:
    event_id: "string"
    event_type: "string"
    timestamp: "string - ISO 8601"
    data:
      object_type: "string - e.g., order"
      object_id: "string"
`;
const ordered = documented(PAYLOAD);

interface About {
  eventId: string;
  /** Seconds after the start at which the event happened. */
  happened: number | string;
  object?: string;
  type?: string;
}

const news = (
  { eventId, happened, object = "O-1", type = "order" }: About,
  more: Parameters<typeof attempt>[0],
) =>
  attempt({
    eventId,
    answer: 200,
    attempt: 1,
    payload: {
      timestamp: typeof happened === "string" ? happened : new Date(START_MS + happened * 1000).toISOString(),
      data: { object_type: type, object_id: object },
    },
    ...more,
  });

const newer = { eventId: "new", happened: 5.5 };
const older = { eventId: "old", happened: 4.5 };

describe("webhook.out-of-order", () => {
  it.each<[string, string[], Log]>([
    ["newer after older", [], [news(older, { at: 10 }), news(newer, { at: 11 })]],
    ["older after newer", ["out-of-order"], [news(newer, { at: 10 }), news(older, { at: 11 })]],
    [
      "once a delivery",
      ["out-of-order"],
      [news(newer, { at: 10 }), news(older, { at: 11, answer: 500 }), news(older, { at: 99, attempt: 2 })],
    ],
    ["the same time", [], [news(newer, { at: 10 }), news({ ...newer, eventId: "x" }, { at: 11 })]],
    [
      "the same second, where one says no more",
      [],
      [
        news({ eventId: "a", happened: 5.9 }, { at: 10 }),
        news({ eventId: "b", happened: "2024-01-15T10:00:05Z" }, { at: 11 }),
      ],
    ],
    ["a retry", [], [news(newer, { at: 10 }), news(older, { at: 11, attempt: 2 })]],
    ["by hand", [], [news(newer, { at: 10 }), news(older, { at: 11, manual: true })]],
    ["the newer one was not delivered", [], [news(newer, { at: 10, answer: 500 }), news(older, { at: 11 })]],
    ["the newer one was on its way", [], [news(newer, { at: 10, took: 5 }), news(older, { at: 14 })]],
    ["another object", [], [news(newer, { at: 10 }), news({ ...older, object: "O-2" }, { at: 11 })]],
    ["another kind of object", [], [news(newer, { at: 10 }), news({ ...older, type: "cart" }, { at: 11 })]],
    ["another endpoint", [], [news(newer, { at: 10 }), news(older, { at: 11, endpoint: "https://b.test/" })]],
    [
      "a time that nobody can read",
      [],
      [news(newer, { at: 10 }), news({ ...older, happened: "early" }, { at: 11 })],
    ],
    [
      "a payload that was not captured",
      [],
      [news(newer, { at: 10 }), attempt({ at: 11, eventId: "old", attempt: 1 })],
    ],
    [
      "a newer one before that",
      ["out-of-order"],
      [news(newer, { at: 10 }), news({ eventId: "mid", happened: 5.6 }, { at: 11 }), news(older, { at: 12 })],
    ],
    [
      "both sides tell of it",
      ["out-of-order"],
      [
        news(newer, { at: 10, observedBy: "sender" }),
        news(older, { at: 11, observedBy: "receiver" }),
        news(older, { at: 11, observedBy: "sender" }),
      ],
    ],
  ])("%s: %p", (_, rules, log) => {
    expect(broken(ordered, ...log).filter((rule) => rule !== "duplicate-delivery")).toEqual(rules);
  });

  it("cites what names the object, and both events", () => {
    const log = [news(newer, { at: 10, id: "first" }), news(older, { at: 11, id: "second" })];
    expect(heard(ordered, log)).toMatchObject([
      {
        severity: "info",
        party: "provider",
        clause: { path: "webhooks.payload_structure" },
        timeMs: START_MS + 11_000,
        causes: [{ id: "first" }, { id: "second" }],
      },
    ]);
  });

  it.each([
    ["objects", PAYLOAD.replace("object_id", "thing").replace("object_type", "kind")],
    ["times", PAYLOAD.replace("timestamp", "remark")],
  ])("is not judged where the document names no %s", (_, text) => {
    expect(broken(documented(text), news(newer, { at: 10 }), news(older, { at: 11 }))).toEqual([]);
  });
});
