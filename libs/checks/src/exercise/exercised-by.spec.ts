import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { FactKind } from "#measurement";
import { loadSpecification, type Specification } from "#spec";
import { compileSpecification } from "../engine/compile-specification.ts";
import { exerciseOf, type ClauseState } from "./exercise-of.ts";
import { compileExercise } from "./exercised-by.ts";
import { FactBook, type CountedFact } from "./fact-book.ts";

const load = (folder: string): Specification => {
  const names = readdirSync(folder).filter((name) => /\.(md|yaml)$/.test(name) && name !== "README.md");
  const files = names.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  return loadSpecification(files, (text) => text);
};

const ORDERS = load("examples/orders");
const DOCUMENTS: readonly (readonly [string, Specification])[] = [
  ["orders", ORDERS],
  ...["forge", "payments", "sensors"].map((name) => [name, load(`test/fixtures/${name}`)] as const),
];

const fact = (kind: FactKind, endpoint: string, name: string, count = 1): CountedFact => ({
  environment: "production",
  kind,
  endpoint,
  name,
  count,
  lastAt: new Date(Date.UTC(2024, 0, 15, 10)),
});

const CREATE = "POST /api/v1/orders";
const MEASURED = [fact("measured", "", ""), fact("told", "", "")];
const BODY = "endpoint[POST /api/v1/orders].request.body";

const stateOf = (path: string, facts: readonly CountedFact[], isBroken = false): ClauseState => {
  const compiled = compileSpecification(ORDERS);
  const clause = compiled.clauses.find((one) => one.path === path)!;
  return exerciseOf(clause, compileExercise(ORDERS)(clause), new FactBook(facts), { isBroken }).state;
};

describe.each(DOCUMENTS)("%s", (_, specification) => {
  const { clauses } = compileSpecification(specification);
  const selectorOf = compileExercise(specification);

  it("knows for every enforced clause by what it is exercised, but for scenarios nobody can see", () => {
    const unknown = clauses.filter((clause) => clause.enforcedBy.length > 0 && !selectorOf(clause));
    expect(unknown.filter(({ kind }) => kind !== "scenario" && kind !== "idempotency.replay")).toEqual([]);
  });

  it("calls nothing held that no traffic has shown", () => {
    for (const facts of [[], MEASURED, [fact("measured", "", "")]])
      for (const clause of clauses) {
        const { state, count } = exerciseOf(clause, selectorOf(clause), new FactBook(facts), {
          isBroken: false,
        });
        const unseen = facts.length === 0 ? ["no-data"] : ["not-exercised", "no-data"];
        expect(clause.enforcedBy.length > 0 ? unseen : ["not-enforced"]).toContain(state);
        expect(count).toBe(0);
      }
  });
});

it.each<[path: string, held: CountedFact[]]>([
  ["endpoint[POST /api/v1/orders]", [fact("exchange", CREATE, "201")]],
  [BODY, [fact("exchange", CREATE, "201"), fact("request-body", CREATE, "")]],
  [`${BODY}.required.customer_id`, [fact("exchange", CREATE, "201"), fact("request-body", CREATE, "")]],
  [`${BODY}.properties.customer_id.type`, [fact("request-body", CREATE, "")]],
  [`${BODY}.properties.shipping_address.type`, [fact("member", BODY, "/properties/shipping_address")]],
  [
    `${BODY}.properties.shipping_address.required.city`,
    [fact("member", BODY, "/properties/shipping_address")],
  ],
  [`${BODY}.properties.items.items.type`, [fact("member", BODY, "/properties/items/items")]],
  [
    "endpoint[POST /api/v1/orders].headers.required.X-Request-ID",
    [fact("exchange", CREATE, "201"), fact("request-headers", CREATE, "")],
  ],
  ["endpoint[POST /api/v1/orders].responses.201", [fact("exchange", CREATE, "201")]],
  ["endpoint[POST /api/v1/orders].responses.201.body", [fact("response-body", CREATE, "201")]],
  ["endpoint[POST /api/v1/orders].responses.400.body", [fact("error-code", CREATE, "VALIDATION_ERROR")]],
  [
    "endpoint[POST /api/v1/orders].responses.429.headers.Retry-After",
    [fact("response-headers", CREATE, "429")],
  ],
  ["rate_limits.default.requests_per_minute", [fact("client-exchange", CREATE, "201")]],
  ["rate_limits.per_endpoint./api/v1/search.limit", [fact("client-exchange", "GET /api/v1/search", "200")]],
  ["error_codes.NOT_FOUND.http_status", [fact("error-code", "GET /x", "NOT_FOUND")]],
  ["error_codes.NOT_FOUND.retry_strategy", [fact("client-error-code", "GET /x", "NOT_FOUND")]],
  ["error_format.standard_response", [fact("response-body", CREATE, "500")]],
  ["environments.production.base_url", [fact("exchange", CREATE, "timeout")]],
  ["environments.production.sla.uptime", [fact("objective", "", "environments.production.sla.uptime")]],
  ["authentication.usage.header", [fact("request-headers", CREATE, "")]],
  ["authentication.endpoints.token.url", [fact("exchange", "token", "200")]],
  ["authentication.response.access_token", [fact("response-body", "token", "200")]],
  ["authentication.security_requirements[0]", [fact("scheme", CREATE, "")]],
  ["test_scenarios.happy_path", [fact("scenario", "", "test_scenarios.happy_path")]],
  ["webhooks.events.order.created", [fact("delivery-body", "", "order.created")]],
  ["webhooks.security.signature_header", [fact("delivery-headers", "", "order.updated")]],
  ["webhooks.retry_policy.schedule[2]", [fact("delivery-retry", "", "3")]],
  ["webhooks.retry_policy.attempts", [fact("delivery-outcome", "", "timeout")]],
])("%s is held by the traffic that it speaks of, and broken by a violation", (path, facts) => {
  expect(stateOf(path, [...MEASURED, ...facts])).toBe("held");
  expect(stateOf(path, [...MEASURED, ...facts], true)).toBe("broken");
  expect(stateOf(path, MEASURED)).toBe("not-exercised");
});

it.each<[path: string, facts: CountedFact[], state: ClauseState]>([
  [BODY, [fact("exchange", CREATE, "201")], "not-captured"],
  [BODY, [fact("exchange", CREATE, "201"), fact("untold", CREATE, "201")], "no-data"],
  [
    `${BODY}.properties.shipping_address.type`,
    [
      fact("exchange", CREATE, "201"),
      fact("request-body", CREATE, ""),
      fact("sample", "", BODY),
      fact("member", BODY, "/properties/items"),
    ],
    "not-exercised",
  ],
  ["rate_limits.default.requests_per_minute", [fact("exchange", CREATE, "201")], "not-captured"],
  [
    "error_codes.NOT_FOUND.http_status",
    [fact("exchange", CREATE, "404"), fact("response-body", CREATE, "404")],
    "not-exercised",
  ],
  ["error_codes.NOT_FOUND.http_status", [fact("exchange", CREATE, "404")], "not-captured"],
  ["endpoint[POST /api/v1/orders].responses.409", [fact("exchange", CREATE, "201")], "not-exercised"],
  ["endpoint[POST /api/v1/orders]", [fact("exchange", CREATE, "201", -1)], "not-exercised"],
  ["environments.sandbox.base_url", [fact("exchange", CREATE, "201")], "not-exercised"],
  ["environments.sandbox.data", [fact("exchange", CREATE, "201")], "not-enforced"],
])("%s is not held by other traffic", (path, facts, state) => {
  expect(stateOf(path, [...MEASURED, ...facts])).toBe(state);
});

it("counts a sample as one", () => {
  const { clauses } = compileSpecification(ORDERS);
  const clause = clauses.find(({ path }) => path === `${BODY}.properties.shipping_address.type`)!;
  const facts = [fact("sample", "", BODY, 20), fact("member", BODY, "/properties/shipping_address", 4)];
  const exercise = exerciseOf(clause, compileExercise(ORDERS)(clause), new FactBook(facts), {
    isBroken: false,
  });
  expect(exercise).toMatchObject({ state: "held", count: 4, samples: 20 });
});
