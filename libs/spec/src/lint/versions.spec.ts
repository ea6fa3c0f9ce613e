import { findings, ofYaml } from "../testing/load.ts";

const found = (text: string) => findings(ofYaml(text), "lint.unversioned-path");

it("finds each path that names no version, once", () => {
  const paths = found("endpoint: GET /orders\n---\nendpoint: POST /orders\n---\nendpoint: GET /v1/orders\n");
  expect(paths).toEqual(['1: The path "/orders" names no version, and neither base URLs nor headers do.']);
});

it.each([
  ["the path does", "endpoint: GET /api/v1/orders"],
  ["the path begins with it", "endpoint: GET /v2.1/orders"],
  ["the path has a date", "endpoint: GET /2024-01/orders"],
  [
    "the base URL does",
    'endpoint: GET /orders\n---\nenvironments: { a: { base_url: "https://a.example/v1" } }',
  ],
  ["the host does", 'endpoint: GET /orders\n---\nenvironments: { a: { base_url: "https://v1.a.example" } }'],
  ["a parameter does", "endpoint: GET /orders\nrequest: { query: { api-version: 2024-01-15 } }"],
  ["a header does", "endpoint: GET /orders\nheaders: { required: { X-Api-Version: 2024-01-15 } }"],
  [
    "a media type does",
    "endpoint: GET /orders\nheaders: { required: { Accept: application/vnd.orders.v1+json } }",
  ],
])("says nothing where %s", (_, text) => expect(found(text)).toEqual([]));
