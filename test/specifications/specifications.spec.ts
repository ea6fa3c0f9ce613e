import { findingsOf } from "#checks";
import { compiledFixture, fixtureSecrets, fixtureText, keepFixture, violationsIn } from "./judged-fixture.ts";
import { differences, type Expected } from "./expectation.ts";
import { forgeClean } from "./traffic/forge-clean.ts";
import { forgeTraffic } from "./traffic/forge.ts";
import { paymentsClean } from "./traffic/payments-clean.ts";
import { paymentsTraffic } from "./traffic/payments.ts";
import { ndjson } from "./traffic/recorder.ts";
import { sensorsClean, sensorsTraffic } from "./traffic/sensors.ts";

const MODEL = "a data model: it binds the bodies that refer to it";
const FIRST = "no attempt tells when its event happened, so the first attempt's own delay cannot be judged";

/** The specifications with their traffic, and the clauses that nothing enforces. */
const FIXTURES = [
  {
    name: "forge",
    traffic: forgeTraffic,
    clean: forgeClean,
    open: [
      ["data_models.Commit", MODEL],
      ["data_models.Person", MODEL],
      ["data_models.NewComment", MODEL],
      ["data_models.Comment", MODEL],
    ],
  },
  {
    name: "payments",
    traffic: paymentsTraffic,
    clean: paymentsClean,
    open: [
      [
        "endpoint[POST /v2/payments].request.body.properties.card.properties.token.pattern",
        "It is about a credential's text, which is redacted before it is judged.",
      ],
      ["authentication.security_requirements[1]", "prose: no traffic can show it"],
      ["error_codes.DUPLICATE.retry_strategy", "prose: none of the known rules for sending a request again"],
      ["webhooks.retry_policy.schedule[0]", FIRST],
    ],
  },
  {
    name: "sensors",
    traffic: sensorsTraffic,
    clean: sensorsClean,
    open: [
      ["authentication.type", "a certificate belongs to the connection: no request shows it"],
      ["webhooks.overview.delivery", "prose: no traffic can show it"],
      ["webhooks.retry_policy.schedule[0]", FIRST],
    ],
  },
];

describe.each(FIXTURES)("$name", ({ name, traffic, clean, open }) => {
  const compiled = compiledFixture(name);
  const expected = JSON.parse(fixtureText(name, "expected.json")) as Expected[];
  const whole = ndjson(traffic().log());

  it("has no finding that is an error", () => {
    expect(findingsOf(compiled).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("enforces every clause but those that say why not", () => {
    const unenforced = compiled.clauses.filter(({ enforcedBy }) => enforcedBy.length === 0);
    expect(unenforced.map(({ path, reasonNot }) => [path, reasonNot])).toEqual(open);
  });

  it("has the traffic that stands in its file", () => {
    keepFixture(name, "traffic.ndjson", whole);
    expect(fixtureText(name, "traffic.ndjson")).toBe(whole);
  });

  it("raises what is expected", () => {
    const told = expected.filter(({ secret }) => secret !== false);
    expect(differences(told, violationsIn(compiled, whole, fixtureSecrets(name)))).toEqual([]);
  });

  it("tells no validity without the secret", () => {
    const told = expected.filter(({ secret }) => secret !== true);
    expect(differences(told, violationsIn(compiled, whole))).toEqual([]);
  });

  it("says nothing about the clean part", () => {
    expect(differences([], violationsIn(compiled, ndjson(clean().log()), fixtureSecrets(name)))).toEqual([]);
  });
});

test("of several files, the one with the headings lacks what is missing", () => {
  const { diagnostics } = compiledFixture("payments").specification;
  const missing = diagnostics.filter(({ rule }) => rule === "lint.missing-section");
  expect(new Set(missing.map(({ file }) => file))).toEqual(new Set(["payments-integration-spec.md"]));
});

test("limits that are stated as a part of others are counted like them", () => {
  const scaled = ["forge", "payments"].flatMap((name) =>
    compiledFixture(name).clauses.filter(({ kind }) => kind === "environment.rate-limits"),
  );
  expect(scaled.map(({ enforcedBy }) => enforcedBy)).toEqual(
    scaled.map(() => ["rate-limit.exceeded", "rate-limit.unenforced", "rate-limit.premature"]),
  );
});
