import { findingsOf } from "#checks";
import { compiledFixture, fixtureSecrets, fixtureText, keepFixture, violationsIn } from "./judged-fixture.ts";
import { differences, type Expected } from "./expectation.ts";
import { forgeClean } from "./traffic/forge-clean.ts";
import { forgeTraffic } from "./traffic/forge.ts";
import { ndjson } from "./traffic/recorder.ts";

const FIXTURES = [{ name: "forge", traffic: forgeTraffic, clean: forgeClean, open: {} }];

describe.each(FIXTURES)("$name", ({ name, traffic, clean }) => {
  const compiled = compiledFixture(name);
  const expected = JSON.parse(fixtureText(name, "expected.json")) as Expected[];
  const whole = ndjson(traffic().log());

  it("has no finding that is an error", () => {
    expect(findingsOf(compiled).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("has the traffic that stands in its file", () => {
    keepFixture(name, "traffic.ndjson", whole);
    expect(fixtureText(name, "traffic.ndjson")).toBe(whole);
  });

  it("raises what is expected", () => {
    expect(differences(expected, violationsIn(compiled, whole, fixtureSecrets(name)))).toEqual([]);
  });

  it("tells no validity without the secret", () => {
    const told = expected.filter(({ secret }) => secret === undefined);
    expect(differences(told, violationsIn(compiled, whole))).toEqual([]);
  });

  it("says nothing about the clean part", () => {
    expect(differences([], violationsIn(compiled, ndjson(clean().log()), fixtureSecrets(name)))).toEqual([]);
  });
});
