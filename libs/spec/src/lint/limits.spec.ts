import { findings, ofYaml } from "../testing/load.ts";

const limits = (text: string) => ofYaml(`rate_limits:\n${text.replace(/^/gm, "  ")}\n`);
const RESET = "headers: { X-RateLimit-Reset: when the window ends }";

describe("lint.ambiguous-limit", () => {
  const found = (text: string) => findings(limits(text), "lint.ambiguous-limit");

  it("says what a burst may mean", () => {
    const text = `${RESET}\ndefault:\n  requests_per_minute: 100\n  burst_allowance: "150% for up to 30 seconds"`;
    expect(found(text)).toEqual([
      '5: `burst_allowance: "150% for up to 30 seconds"` can raise the limit of every window, or of 30 seconds in it ' +
        "(150 or 125 for `requests_per_minute: 100`): a client is accused only beyond both.",
    ]);
  });

  it("says once that nobody knows when windows begin", () => {
    const [finding, ...others] = found("default: { requests_per_minute: 100, requests_per_hour: 500 }");
    expect(others).toEqual([]);
    expect(finding).toContain("`requests_per_minute: 100` does not say whether its window slides");
  });

  it.each([
    ["a header tells the reset", `${RESET}\ndefault: { requests_per_minute: 100 }`],
    ["the text says it", "default: { requests_per_minute: 100, window: sliding }"],
    ["the window is the day", "default: { requests_per_day: 100 }"],
  ])("says nothing where %s", (_, text) => expect(found(text)).toEqual([]));
});

describe("lint.limits-disagree", () => {
  const found = (text: string) => findings(limits(text), "lint.limits-disagree");

  it.each([
    ["default: { requests_per_minute: 100, requests_per_day: 10000 }", "in 100 minutes"],
    ["default: { requests_per_hour: 1000, requests_per_day: 11000 }", "in 11 hours"],
    ["per_endpoint:\n  /a: { limit: 10 per second, requests_per_day: 600 }", "in 1 minute"],
    [
      "default: { requests_per_second: 10, requests_per_minute: 60, requests_per_day: 3600 }",
      "`requests_per_minute: 60` spends `requests_per_day: 3600` in 1 hour",
    ],
  ])("finds %j", (text, says) => {
    expect(found(text)).toHaveLength(1);
    expect(found(text)[0]).toContain(says);
  });

  it.each([
    ["half of the day is left", "default: { requests_per_hour: 1000, requests_per_day: 12000 }"],
    ["the day can never be spent", "default: { requests_per_minute: 1, requests_per_day: 10000 }"],
    ["no limit is per day", "default: { requests_per_second: 10, requests_per_minute: 60 }"],
    [
      "they are of two scopes",
      "default: { requests_per_day: 100 }\nper_endpoint:\n  /a: { limit: 100 per minute }",
    ],
  ])("says nothing where %s", (_, text) => expect(found(text)).toEqual([]));
});
