import { exchange, signalsOf, verdictsOf } from "../testing/fixtures.ts";
import { SHOP, compileFor } from "../testing/shop.ts";
import { endpointFamily } from "./endpoint-family.ts";

const compiled = compileFor(endpointFamily);

const call = (method: string, path: string, more: Parameters<typeof exchange>[0] = {}) =>
  exchange({ method, url: `https://api.shop.test${path}`, ...more });

it.each([
  ["POST", "/carts"],
  ["GET", "/carts/7"],
  ["HEAD", "/carts/7"],
  ["POST", "/oauth/token"],
  ["DELETE", "/stock"],
])("knows %s %s", (method, path) => {
  expect(verdictsOf(compiled, call(method, path))).toEqual([]);
});

it("passes a CORS preflight, and an OPTIONS that may be one", () => {
  const headers = { "Access-Control-Request-Method": "PUT" };
  expect(verdictsOf(compiled, call("OPTIONS", "/nowhere", { request: { headers } }))).toEqual([]);
  expect(verdictsOf(compiled, call("OPTIONS", "/nowhere"))).toEqual([]);
  expect(verdictsOf(compiled, call("OPTIONS", "/nowhere", { request: { headers: {} } }))).toHaveLength(1);
});

it.each([
  [200, "provider"],
  [404, "consumer"],
])("blames for a %s the %s", (status, party) => {
  expect(verdictsOf(compiled, call("GET", "/nowhere", { response: { status } }))).toMatchObject([
    { rule: "endpoint.undocumented", severity: "warning", party },
  ]);
});

it("cites the endpoint of the same path, else the first", () => {
  const paths = verdictsOf(compiled, call("DELETE", "/carts/7"), call("GET", "/nowhere")).map(
    ({ clause }) => clause.path,
  );
  expect(paths).toEqual([expect.stringContaining("GET /carts/{id}"), expect.stringContaining("POST /carts")]);
});

it("makes one episode an hour of a method and path, segments with digits counting as one", () => {
  const at = (time: string, path: string, method = "GET") =>
    call(method, path, { timeMs: Date.parse(`2024-01-15T${time}Z`) });
  const episodes = signalsOf(
    compiled,
    at("10:00:00.000", "/users/1/notes"),
    at("10:59:59.999", "/users/22/notes"),
    at("11:00:00.000", "/users/1/notes"),
    at("11:00:00.000", "/users/1/notes", "PUT"),
    at("11:00:00.000", "/users/me/notes"),
  ).map((signal) => (signal.kind === "occurrence" ? signal.episode : signal.kind));
  expect(episodes[0]).toBe(episodes[1]);
  expect(new Set(episodes).size).toBe(4);
});

it("is muted where the specification has no endpoint block", () => {
  expect(verdictsOf(compileFor(endpointFamily, [SHOP.limits]), call("GET", "/nowhere"))).toEqual([]);
});
