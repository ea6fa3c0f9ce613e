import { createHash } from "node:crypto";
import { compileSpecification } from "#checks";
import { createRedactor, type SignedDelivery } from "#observation";
import { loadSpecification } from "#spec";
import { createJudge } from "./create-judge.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const specificationOf = (id: string) => {
  const text = `---\nid: ${id}\n---\n# ${id}\n\n\`\`\`yaml\nwebhooks:\n  security:\n    signature_header: X-Sig\n    algorithm: HMAC-SHA256\n\`\`\`\n`;
  return compileSpecification(loadSpecification([{ name: `${id}.md`, text }], hash));
};

const attempt = (subject?: string): string =>
  JSON.stringify({
    id: "1",
    source: "hooks",
    type: "webhook.attempt.v1",
    time: "2024-01-15T10:30:00Z",
    subject,
    data: {
      endpoint: "https://a.example/h",
      eventId: "e",
      request: { headers: { "X-Sig": `sha256=${"0".repeat(64)}` }, bodyText: "{}" },
    },
  });

/** Which integration a verifier is asked about, and which rules its verdict breaks. */
const judged = (integrations: readonly string[], subject?: string) => {
  const asked: SignedDelivery[] = [];
  const rules: string[] = [];
  const judge = createJudge({
    revision: () => undefined,
    redactor: createRedactor(hash),
    hash,
    fixed: true,
    settled: ({ rule }) => rules.push(rule),
    verifySignature(delivery) {
      asked.push(delivery);
      return "invalid";
    },
  });
  for (const id of integrations) judge.begin(specificationOf(id));
  judge.take({ text: attempt(subject) }, () => undefined);
  return { integrations: asked.map(({ integration }) => integration), rules };
};

it.each([
  ["the event's", ["shop", "stock"], "stock", "stock", ["webhook.signature-invalid"]],
  ["the only one's", ["shop"], undefined, "shop", ["webhook.signature-invalid"]],
  ["nobody's among several", ["shop", "stock"], undefined, undefined, []],
])("a signature is verified with secrets that are %s", (_, integrations, subject, expected, rules) => {
  expect(judged(integrations, subject)).toEqual({ integrations: [expected], rules });
});
