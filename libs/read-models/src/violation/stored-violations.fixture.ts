import type { StoredEvent } from "#event-store";
import type { Violation, ViolationEvent } from "#violation";

/** A violation as it opens; tests change what they look at. */
const aViolation = (change: Partial<Violation> & { id: string }): Violation => ({
  rule: "request.body-invalid",
  severity: "error",
  party: "consumer",
  clause: { path: "endpoint[POST /parcels].request.body", file: "parcels.md", line: 12, text: "minimum: 1" },
  integration: "shop-parcels",
  environment: "production",
  client: "shop",
  endpoint: "POST /parcels",
  time: "2024-03-01T10:00:00.000Z",
  eventIds: ["e1"],
  message: "weight is 0; the specification asks for at least 1",
  evidence: { expected: "≥ 1", actual: 0, pointer: "/weight" },
  count: 1,
  ...change,
});

/** Numbers events as the store would: positions in order, versions by stream. */
export const stored = (...events: ViolationEvent[]): StoredEvent[] => {
  const versions = new Map<string, number>();
  return events.map((data, index) => {
    const stream = `violation-${data.type === "ViolationOpened" ? data.violation.id : data.id}`;
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return {
      eventId: `${stream}-${version}`,
      stream,
      type: data.type,
      source: "shop-parcels",
      revision: `sha256:${"a".repeat(64)}`,
      occurredAtMs: Date.parse("2024-03-01T10:00:00.000Z"),
      data,
      position: index + 1,
      version,
      recordedAtMs: Date.parse("2024-03-01T10:00:01.000Z"),
      hash: "",
      previousHash: "",
    };
  });
};

/** The opening of such a violation. */
export const opened = (change: Partial<Violation> & { id: string }): ViolationEvent => ({
  type: "ViolationOpened",
  violation: aViolation(change),
});
