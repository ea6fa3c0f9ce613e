import { noRememberedEvents, remember } from "./remembered-events.ts";

const HOUR = 3_600_000;
const MANY = 1_000_000;

describe("the memory of events", () => {
  it("knows what it has seen, by source and id together", () => {
    const memory = noRememberedEvents();
    expect(remember(memory, "a", "1", 0, MANY)).toBe(false);
    expect(remember(memory, "a", "1", 0, MANY)).toBe(true);
    expect(remember(memory, "b", "1", 0, MANY)).toBe(false);
    expect(remember(memory, "a1", "", 0, MANY)).toBe(false);
  });

  it("mixes up none of 300,000 similar ids, through growth and a clone", () => {
    let memory = noRememberedEvents();
    let wronglyKnown = 0;
    for (let n = 0; n < 300_000; n += 1) {
      if (remember(memory, "gateway", `evt-${n}`, n, MANY)) wronglyKnown += 1;
      if (n === 150_000) memory = structuredClone(memory);
    }
    let forgotten = 0;
    for (let n = 0; n < 300_000; n += 1)
      if (!remember(memory, "gateway", `evt-${n}`, n, MANY)) forgotten += 1;
    expect({ wronglyKnown, forgotten, overflow: memory.overflow }).toEqual({
      wronglyKnown: 0,
      forgotten: 0,
      overflow: 0,
    });
  });

  it("forgets after 24 hours of event time, and does not grow for ever", () => {
    const memory = noRememberedEvents();
    remember(memory, "a", "old", 0, MANY);
    expect(remember(memory, "a", "old", 23 * HOUR, MANY)).toBe(true);
    expect(remember(memory, "a", "old", 26 * HOUR, MANY)).toBe(false);
    for (let hour = 0; hour < 500; hour += 1)
      for (let n = 0; n < 100; n += 1) remember(memory, "a", `${hour}-${n}`, hour * HOUR, MANY);
    expect(memory.words.length / 3).toBeLessThanOrEqual(16_384);
    expect(memory.overflow).toBe(0);
  });

  it("forgets the oldest at its limit and counts them", () => {
    const memory = noRememberedEvents();
    for (let n = 0; n < 3_000; n += 1) remember(memory, "a", `${n}`, n * (HOUR / 500), 2_000);
    expect(memory.size).toBeLessThanOrEqual(2_000);
    expect(memory.overflow).toBeGreaterThan(0);
    expect(remember(memory, "a", "2999", 6 * HOUR, 2_000)).toBe(true);
    expect(remember(memory, "a", "0", 6 * HOUR, 2_000)).toBe(false);
  });

  it("makes room for many at its limit, though a few expire with every event", () => {
    const memory = noRememberedEvents();
    const steps = [];
    for (let n = 0; n < 6_000; n += 1) {
      const { words } = memory;
      remember(memory, "a", `${n}`, n * (HOUR / 80), 2_000);
      if (memory.words !== words) steps.push(n);
    }
    expect(memory.words.length / 3).toBe(4_096);
    expect(steps.length).toBeLessThan(20);
    expect(remember(memory, "a", "5999", 75 * HOUR, 2_000)).toBe(true);
  });
});
