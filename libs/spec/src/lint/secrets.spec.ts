import { ofMarkdown, ofYaml } from "../testing/load.ts";

const NOISE = "q7Rk2ZpX9vLmT4cWbN8sYh3J";
const HEX = "9f3ac17be82d40561c7ad98e2b4f60d3";
const found = (text: string) =>
  ofYaml(`authentication: { type: custom }\n${text}\n`).diagnostics.filter(
    ({ rule }) => rule === "lint.secret-in-spec",
  );

it.each([
  ["an AWS access key", `key_id: AKIA${"Q3EGRXZ7WPLN5TVB"}`, "an AWS access key"],
  ["a GitHub token", `use: "ghp_${NOISE}${"Kd82hSl0QmWx"}"`, "a GitHub token"],
  ["a Stripe key", `note: pay with sk_live_${NOISE}`, "a Stripe key"],
  ["a webhook secret", `secret_key: whsec_${NOISE}pQ8=`, "a webhook secret"],
  ["a token", `a: eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiJvcmRlcnMifQ"}.${NOISE}_w`, "a JSON Web Token"],
  ["a client's secret", `client_secret: "${NOISE}"`, "a real client_secret"],
  ["an API key in hex", `api_key: ${HEX}`, "a real api_key"],
  ["a password", "password: Gr7!kvo92w", "a real password"],
  ["a bearer token", `header: "Authorization: Bearer ${NOISE}"`, "a real bearer"],
  ["a password in a URL", "dsn: postgres://orders:kV93xq71w@db.internal/orders", "a real password"],
  ["a comment", `a: 1 # api-key=${NOISE}`, "a real api-key"],
])("finds %s", (_, text, what) => {
  const [finding, ...others] = found(text);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ line: 2, severity: "error" });
  expect(finding?.message).toMatch(new RegExp(`^".{4}…" looks like ${what}\\.$`));
  expect(text.slice((finding?.column ?? 0) - 1)).toContain(finding?.message.slice(1, 5) ?? "?");
});

it("finds a private key, also in prose and in code of other languages", () => {
  const key = `-----BEGIN RSA ${"PRIVATE"} KEY-----\n${NOISE}${NOISE}\n`;
  const { diagnostics } = ofMarkdown(
    `# T\n\n\`\`\`text\n${key}\`\`\`\n\nThe password is: Gr7!kvo92w\npassword: Gr7!kvo92w\n`,
  );
  const places = diagnostics.filter(({ rule }) => rule === "lint.secret-in-spec").map(({ line }) => line);
  expect(places).toEqual([4, 9]);
});

it.each([
  'client_secret: "{CLIENT_SECRET}"',
  'client_secret: "${ORDERS_CLIENT_SECRET}"',
  "client_secret: your-secret",
  'api_key: "xxxxxxxxxxxxxxxxxxxxxxxx"',
  "api_key: <your api key>",
  "secret_key: Shared secret for signature verification",
  'secret: "ORDERS_WEBHOOK_2"',
  "token: string",
  "access_token: string (opaque, 24 characters)",
  "password: changeme123",
  'password: "********"',
  "signing_key: kid-2024-01-15-a",
  "api_key: prod-orders-2024-reader",
  'access_token: "2YotnFZFEjr1zCsicMWpAA"',
  "secret_name: orders/prod/2024/client",
  "api_key: 0123456789abcdef0123456789abcdef",
  "key_id: AKIAIOSFODNN7EXAMPLE",
  'use: "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
  'header: "Authorization: Bearer {access_token}"',
  "X-Idempotency-Key: 6f1c2d9e-4b7a-4c35-9e2f-a1b2c3d4e5f6",
  "page_token: q7Rk2ZpX9vLmT4cWbN8sYh3J",
  "customer_id: CUST-20417",
  "dsn: postgres://user:password@localhost/orders",
  "code: hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()",
  "url: https://api.example.com/oauth/token",
  `pem: "-----BEGIN ${"PRIVATE"} KEY-----"`,
])("takes %j for a placeholder", (text) => expect(found(text)).toEqual([]));
