import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clausewatch, EXAMPLE } from "../support/clausewatch.ts";

const SECRET = "known-to-both-sides";
const folder = mkdtempSync(join(tmpdir(), "clausewatch-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const bodyText = JSON.stringify({
  event_id: "evt-1",
  event_type: "order.updated",
  timestamp: "2024-01-15T10:30:00Z",
  data: {
    object_type: "order",
    object_id: "o-1",
    order_id: "o-1",
    previous_status: "new",
    current_status: "paid",
    updated_at: "2024-01-15T10:30:00Z",
  },
});

const attempt = (id: string, secret: string): string =>
  JSON.stringify({
    id,
    source: "hooks",
    type: "webhook.attempt.v1",
    time: "2024-01-15T10:30:00Z",
    data: {
      environment: "production",
      endpoint: "https://shop.example.net/hooks",
      eventId: `evt-${id}`,
      request: {
        headers: {
          "X-Webhook-Signature": `sha256=${createHmac("sha256", secret).update(bodyText).digest("hex")}`,
          "X-Webhook-Timestamp": "1705314600",
        },
        bodyText,
      },
      response: { status: 200 },
    },
  });

describe("check --secrets", () => {
  const traffic = write("traffic.ndjson", `${attempt("right", SECRET)}\n${attempt("wrong", "guessed")}\n`);
  const check = (...more: string[]) => clausewatch(["check", "--spec", EXAMPLE, traffic, ...more]);

  it("accuses those whose signature no secret verifies, and shows no secret", async () => {
    const secrets = write("secrets.json", JSON.stringify({ production: ["older", SECRET] }));
    const { status, stdout, stderr } = await check("--secrets", secrets, "--format", "json");
    expect(status).toBe(1);
    expect(stdout.match(/"webhook\.[a-z-]+"/g)).toEqual([
      '"webhook.signature-invalid"',
      '"webhook.forgery-accepted"',
    ]);
    expect(stdout).toContain("evt-wrong");
    expect(stdout + stderr).not.toContain(SECRET);
  });

  it("without them says that forms alone were checked", async () => {
    const { status, stderr } = await check();
    expect(status).toBe(0);
    expect(stderr).toBe(
      "The signatures of 2 webhook attempts were checked for presence and form only: --secrets names no file.\n",
    );
  });

  it.each([
    [
      "names what is wrong",
      `{"production": ["${SECRET}", 7], "sandbox": ""}`,
      /production\[1\].*sandbox is empty/,
    ],
    ["quotes nothing of what is no JSON", `{"production": "${SECRET}"`, /is no JSON/],
  ])("%s", async (_, text, words) => {
    const { status, stdout, stderr } = await check("--secrets", write("bad.json", text));
    expect(status).toBe(2);
    expect(stderr).toMatch(words);
    expect(stdout + stderr).not.toContain(SECRET);
  });
});
