import { sha256Hex } from "#platform";
import { loadSpecification, type Specification } from "#spec";

const TEXT = `# Shop orders

\`\`\`yaml
environments:
  production:
    base_url: https://api.shop.example
\`\`\`

\`\`\`yaml
endpoint:
  method: "POST"
  path: "/orders"
headers:
  required:
    X-Request-Id: "string"
responses:
  201:
    description: "Created"
\`\`\`
`;

/** A small specification; `note` makes another revision of it. */
export const shopSpecification = (note = ""): Specification =>
  loadSpecification([{ name: "shop.md", text: TEXT + note }], sha256Hex);

const START_MS = Date.UTC(2026, 0, 5, 12);

/** The n-th order as an event: every third lacks a header that the specification requires. */
export const order = (n: number): string =>
  JSON.stringify({
    specversion: "1.0",
    id: `order-${n}`,
    source: "test",
    type: "http.exchange.v1",
    time: new Date(START_MS + n * 1000).toISOString(),
    data: {
      environment: "production",
      client: `client-${n % 5}`,
      method: "POST",
      url: "https://api.shop.example/orders",
      request: {
        headers: {
          authorization: "Bearer token-of-a-client",
          "content-type": "application/json",
          ...(n % 3 === 0 ? {} : { "x-request-id": `r-${n}` }),
        },
        body: { quantity: n },
      },
      response: { status: 201, headers: {}, body: {} },
    },
  });
