import { successCriterion } from "./success-criterion.ts";

describe("successCriterion", () => {
  it.each([
    ["HTTP 2xx response within 30 seconds", { from: 200, to: 299, withinMs: 30_000 }],
    ["2xx within 30 seconds", { from: 200, to: 299, withinMs: 30_000 }],
    ["Responds with a 2xx status code in under 5 s", { from: 200, to: 299, withinMs: 5000 }],
    ["Within 10s, ", undefined],
    ["within 10s with 2xx", { from: 200, to: 299, withinMs: 10_000 }],
    ["Response within 30 seconds", { from: 200, to: 299, withinMs: 30_000 }],
    ["200 or 202 within 10s", { from: 200, to: 202, statuses: [200, 202], withinMs: 10_000 }],
    ["204, 200, or 202", { from: 200, to: 204, statuses: [200, 202, 204] }],
    ["any 2xx status", { from: 200, to: 299 }],
    ["200", { from: 200, to: 200 }],
    ["200 OK", { from: 200, to: 200 }],
    ["200-299", { from: 200, to: 299 }],
    ["2XX < 500ms", { from: 200, to: 299, withinMs: 500 }],
  ])("reads %p", (phrase, expected) => {
    expect(successCriterion(phrase)).toEqual(expected);
  });

  it.each([
    "not 2xx",
    "2xx except 204",
    "2xx or 3xx",
    "success",
    "",
    "soon",
    "2xx within a while",
    "299-200",
    "20",
  ])("does not guess at %p", (phrase) => {
    expect(successCriterion(phrase)).toBeUndefined();
  });
});
