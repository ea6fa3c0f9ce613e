import { decide, evolve, initialState, ViolationConflict, type ViolationCommand } from "./decider.ts";
import { aViolation } from "./violation.fixture.ts";
import type { ViolationEvent } from "./violation.ts";

const given = (...events: ViolationEvent[]) => events.reduce(evolve, initialState);
const opened: ViolationEvent = { type: "ViolationOpened", violation: aViolation };
const recur = (count: number, ended = false): ViolationCommand => ({
  type: "Recur",
  count,
  eventIds: ["a"],
  lastTime: aViolation.time,
  ended,
});

describe("the violation's decider", () => {
  it("opens once", () => {
    expect(decide(initialState, { type: "Open", violation: aViolation })).toEqual([opened]);
    expect(decide(given(opened), { type: "Open", violation: aViolation })).toEqual([]);
  });

  it.each([
    [1, 2, false],
    [1, 9, false],
    [1, 10, true],
    [10, 11, false],
    [10, 99, false],
    [10, 100, true],
    [99, 1000, true],
    [1000, 9999, false],
  ])("tells of a recurrence from %d to %d: %s", (written, count, told) => {
    const state = { ...given(opened), written } as ReturnType<typeof given>;
    expect(decide(state, recur(count)).length === 1).toBe(told);
  });

  it("tells the end with the exact count, once", () => {
    const [ended] = decide(given(opened), recur(7, true));
    expect(ended).toMatchObject({ count: 7, ended: true });
    expect(decide(given(opened), recur(1, true))).toMatchObject([{ count: 1, ended: true }]);
    expect(decide(given(opened, ended!), recur(7, true))).toEqual([]);
  });

  it("only ever escalates upwards", () => {
    const state = given(opened);
    expect(decide(state, { type: "Escalate", severity: "warning", time: "t" })).toEqual([]);
    expect(decide(state, { type: "Escalate", severity: "error", time: "t" })).toEqual([]);
    const [event] = decide(state, { type: "Escalate", severity: "critical", time: "t" });
    expect(event).toMatchObject({ type: "ViolationEscalated", severity: "critical" });
    expect(decide(given(opened, event!), { type: "Escalate", severity: "error", time: "t" })).toEqual([]);
  });

  it("is acknowledged and resolved by people, each once", () => {
    const acknowledged = decide(given(opened), { type: "Acknowledge", by: "ada" });
    expect(acknowledged).toMatchObject([{ type: "ViolationAcknowledged", by: "ada" }]);
    expect(decide(given(opened, ...acknowledged), { type: "Acknowledge", by: "bob" })).toEqual([]);
    const resolved = decide(given(opened, ...acknowledged), { type: "Resolve", by: "ada" });
    expect(resolved).toMatchObject([{ type: "ViolationResolved" }]);
    const state = given(opened, ...resolved);
    expect(decide(state, { type: "Resolve", by: "bob" })).toEqual([]);
    expect(() => decide(state, { type: "Acknowledge", by: "bob" })).toThrow(ViolationConflict);
  });

  it("is assigned to one person after another, until it is resolved", () => {
    const toBob = decide(given(opened), { type: "Assign", to: "bob", by: "ada", note: "yours" });
    expect(toBob).toEqual([
      { type: "ViolationAssigned", id: aViolation.id, to: "bob", by: "ada", note: "yours" },
    ]);
    const owned = given(opened, ...toBob);
    expect(owned).toMatchObject({ status: "open", owner: "bob" });
    expect(decide(owned, { type: "Assign", to: "bob", by: "bob" })).toEqual([]);
    expect(decide(owned, { type: "Assign", to: "ada", by: "bob" })).toMatchObject([{ to: "ada", by: "bob" }]);
    const resolved = given(opened, { type: "ViolationResolved", id: aViolation.id, by: "ada" });
    expect(() => decide(resolved, { type: "Assign", to: "bob", by: "ada" })).toThrow("resolved already");
  });

  it("refuses commands about what never opened", () => {
    expect(() => decide(initialState, { type: "Resolve", by: "ada" })).toThrow("no such violation");
  });
});
