import type { Body } from "#observation";
import { exchange, json, verdictsOf } from "../testing/fixtures.ts";
import { compileFor } from "../testing/shop.ts";
import { requestFamily } from "./request-family.ts";

/** The small shop, held to the request rules alone. */
export const compiled = compileFor(requestFamily);

export const HEADERS: Record<string, string> = {
  "Content-Type": "application/json",
  "X-Trace": "123e4567-e89b-42d3-a456-426614174000",
};
export const BODY = { customer: "ann", lines: [{ sku: "S-1", quantity: 2 }] };

export const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(HEADERS).filter(([key]) => key !== name));

export const post = (
  body: Body = json(BODY),
  headers: Record<string, string> | undefined = HEADERS,
  status = 400,
) => exchange({ url: "https://api.shop.test/carts", request: { headers, body }, response: { status } });

export const rulesOf = (...exchanges: ReturnType<typeof exchange>[]): string[] =>
  verdictsOf(compiled, ...exchanges).map(({ rule }) => rule);
