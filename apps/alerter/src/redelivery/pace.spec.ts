import { Pace } from "./pace.ts";

it("takes so many a second to each endpoint, whatever is asked for at once", () => {
  const pace = new Pace(4);
  const times = Array.from({ length: 9 }, () => pace.reserve("a", 1000));
  expect(times).toEqual([1000, 1250, 1500, 1750, 2000, 2250, 2500, 2750, 3000]);
  expect(pace.reserve("b", 1000)).toBe(1000);
});

it("gives no burst after a pause", () => {
  const pace = new Pace(2);
  pace.reserve("a", 0);
  expect([pace.reserve("a", 60_000), pace.reserve("a", 60_000)]).toEqual([60_000, 60_500]);
});
