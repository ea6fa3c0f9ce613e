import { createThrottle } from "./throttle.ts";

const MINUTE = 60_000;

it("waits after five failures until the oldest is a quarter of an hour old", () => {
  const throttle = createThrottle();
  for (let minute = 0; minute < 5; minute += 1) {
    expect(throttle.waitMs("ada", minute * MINUTE)).toBe(0);
    throttle.failed("Ada", minute * MINUTE);
  }
  expect(throttle.waitMs("ada", 4 * MINUTE)).toBe(11 * MINUTE);
  expect(throttle.waitMs("ada", 15 * MINUTE - 1)).toBe(1);
  expect(throttle.waitMs("ada", 15 * MINUTE)).toBe(0);
  expect(throttle.waitMs("grace", 4 * MINUTE)).toBe(0);
});

it("forgets failures once somebody is in", () => {
  const throttle = createThrottle();
  for (let one = 0; one < 5; one += 1) throttle.failed("ada", 0);
  throttle.succeeded("ada");
  expect(throttle.waitMs("ada", 0)).toBe(0);
});
