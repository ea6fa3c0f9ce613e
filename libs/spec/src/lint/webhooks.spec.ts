import { findings, ofYaml } from "../testing/load.ts";

const hooks = (...parts: readonly string[]) =>
  ofYaml(`webhooks:\n${parts.map((part) => part.replace(/^/gm, "  ")).join("\n")}\n`);

const EVENTS = "configuration: { events: [order.created, order.cancelled] }";
const DEFINED = "events:\n  order.created: { payload: { order_id: string } }";

describe("lint.undefined-webhook-event", () => {
  const found = (...parts: readonly string[]) => findings(hooks(...parts), "lint.undefined-webhook-event");

  it("finds what is subscribed and never defined", () => {
    expect(found(EVENTS, DEFINED)).toEqual([
      '2: The event "order.cancelled" is subscribed (`order.cancelled`) and never defined.',
    ]);
  });

  it("finds what is defined and not subscribed", () => {
    expect(found("configuration: { events: [order.updated] }", DEFINED).join("\n")).toContain(
      'The event "order.created" is defined and not among those subscribed.',
    );
  });

  it.each<[string, readonly string[]]>([
    ["both lists agree", ["configuration: { events: [order.created] }", DEFINED]],
    ["nothing is defined", [EVENTS]],
    ["nothing is subscribed", [DEFINED]],
    ["a subscription covers what begins alike", ['configuration: { events: ["order.*"] }', DEFINED]],
  ])("says nothing where %s", (_, parts) => expect(found(...parts)).toEqual([]));
});

const SIGNED = "signature_header: X-Signature\nsignature_algorithm: HMAC-SHA256\ntimestamp_header: X-Time";
const REPLAY = 'replay_prevention: "Reject if timestamp > 5 minutes old"';
const security = (...rows: readonly string[]) => `security:\n${rows.join("\n").replace(/^/gm, "  ")}`;
const BODY_ONLY = `verification_example: "expected = 'sha256=' + hmac.new(secret, body, sha256).hexdigest()"`;

describe("lint.timestamp-unsigned", () => {
  const found = (...parts: readonly string[]) => findings(hooks(...parts), "lint.timestamp-unsigned");

  it("finds a replay window that rests on a header which is not signed", () => {
    expect(found(security(SIGNED, REPLAY), BODY_ONLY).join()).toContain(
      `${REPLAY}\` rests on the header "X-Time", which "X-Signature" does not cover`,
    );
  });

  it.each<[string, readonly string[]]>([
    ["no window rests on it", [security(SIGNED), BODY_ONLY]],
    ["no header carries it", [security("signature_header: X-Signature", REPLAY), BODY_ONLY]],
    [
      "it is signed",
      [
        security(
          "signature_header: webhook-signature\nscheme: Standard Webhooks 1.0\ntimestamp_header: webhook-timestamp",
          REPLAY,
        ),
      ],
    ],
  ])("says nothing where %s", (_, parts) => expect(found(...parts)).toEqual([]));
});

const schedule = (...steps: readonly string[]) => `retry_policy: { schedule: [${steps.join(", ")}] }`;

describe("lint.retry-outlives-replay-window", () => {
  const found = (...parts: readonly string[]) =>
    findings(hooks(...parts), "lint.retry-outlives-replay-window");
  const LATE = schedule("Immediate", "5 minutes", "2 hours");

  it("finds the latest retry that the window refuses", () => {
    const [finding, ...others] = found(security(SIGNED, REPLAY), LATE);
    expect(others).toEqual([]);
    expect(finding).toContain("Attempt 3 (`2 hours`) comes 2 hours later");
    expect(finding).toContain("refuses what is older than 5 minutes");
  });

  it.each<[string, readonly string[]]>([
    ["the last retry is at the window's end", [security(SIGNED, REPLAY), schedule("Immediate", "5 minutes")]],
    ["there is no window", [security(SIGNED), LATE]],
    [
      "each attempt is stamped anew",
      [security(SIGNED, REPLAY, "note_on_retries: Each attempt carries a timestamp of its own"), LATE],
    ],
    [
      "the scheme stamps each attempt",
      [security("signature_header: webhook-signature\nscheme: Standard Webhooks 1.0", REPLAY), LATE],
    ],
  ])("says nothing where %s", (_, parts) => expect(found(...parts)).toEqual([]));
});

describe("lint.ambiguous-schedule", () => {
  const found = (...steps: readonly string[]) =>
    findings(hooks(schedule(...steps)), "lint.ambiguous-schedule");

  it("says both readings", () => {
    expect(found("Immediate", "1 minute", "5 minutes", "2 hours").join()).toContain(
      "the last attempt comes 126 minutes after the first) or from the first attempt (2 hours)",
    );
  });

  it.each<[string, readonly string[]]>([
    ["one delay counts from the first attempt either way", ["Immediate", "1 minute"]],
    ["delays that do not rise can only be gaps", ["Immediate", "1 minute", "1 minute"]],
    ["the text says from where", ["Immediate", "1 minute", '"5 minutes after the previous attempt"']],
  ])("says nothing where %s", (_, steps) => expect(found(...steps)).toEqual([]));
});
