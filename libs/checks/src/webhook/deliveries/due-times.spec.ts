import { addDue, noDueTimes, retainDue, takeDue, type DueTimes } from "./due-times.ts";

const taken = (due: DueTimes, clockMs: number): string[] => {
  const keys: string[] = [];
  for (let next = takeDue(due, clockMs); next; next = takeDue(due, clockMs)) keys.push(next.key);
  return keys;
};

describe("due times", () => {
  it("come in their order, whatever the order in which they were added", () => {
    const due = noDueTimes();
    const times = Array.from({ length: 500 }, (_, index) => (index * 7919) % 503);
    for (const timeMs of times) addDue(due, timeMs, `k${timeMs}`);
    expect(taken(due, 250)).toEqual(
      times
        .filter((timeMs) => timeMs <= 250)
        .toSorted((one, other) => one - other)
        .map((timeMs) => `k${timeMs}`),
    );
    expect(taken(due, 249)).toEqual([]);
    expect(taken(due, Infinity)).toHaveLength(times.filter((timeMs) => timeMs > 250).length);
  });

  it("come by their keys at the same time", () => {
    const due = noDueTimes();
    for (const key of ["c", "a", "b"]) addDue(due, 5, key);
    expect(taken(due, 4)).toEqual([]);
    expect(taken(due, 5)).toEqual(["a", "b", "c"]);
  });

  it("keep what still holds", () => {
    const due = noDueTimes();
    for (let timeMs = 9; timeMs > 0; timeMs -= 1) addDue(due, timeMs, `k${timeMs}`);
    const odd = retainDue(due, (_, timeMs) => timeMs % 2 === 1);
    expect(taken(odd, 9)).toEqual(["k1", "k3", "k5", "k7", "k9"]);
  });
});
