import { createHash } from "node:crypto";
import { compileSpecification } from "#checks";
import { createRedactor } from "#observation";
import { loadSpecification } from "#spec";
import type { ViolationEvent } from "#violation";
import { createJudge } from "./create-judge.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const TEXT = `---
id: shop-stock
---
# Shop ↔ Stock

\`\`\`yaml
environments:
  production:
    base_url: https://api.stock.example
\`\`\`

\`\`\`yaml
rate_limits:
  default:
    requests_per_minute: 100
\`\`\`

\`\`\`yaml
endpoint:
  method: GET
  path: /items
responses:
  200:
    description: All of them
  429:
    description: Too many requests
\`\`\`
`;
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2024, 0, 15, 10, 30);

/** A request; what is above the limit is refused. */
const request = (n: number, timeMs: number): string =>
  JSON.stringify({
    specversion: "1.0",
    id: `r${n}`,
    source: "edge",
    type: "http.exchange.v1",
    time: new Date(timeMs).toISOString(),
    subject: "shop-stock",
    data: {
      environment: "production",
      client: "shop",
      method: "GET",
      url: "https://api.stock.example/items",
      request: { headers: {} },
      response: { status: n < 100 ? 200 : 429, headers: {} },
    },
  });

it("a thousand requests a second against a limit of a hundred a minute are one episode with an exact count", () => {
  const events: ViolationEvent[] = [];
  const judge = createJudge({ revision: () => undefined, redactor: createRedactor(hash), hash, fixed: true });
  judge.begin(compileSpecification(loadSpecification([{ name: "stock.md", text: TEXT }], hash)));
  const take = (text: string): void => {
    const { kind } = judge.take({ text }, ({ event }) => {
      if (event.type === "WebhookAttempted" || event.type === "MinuteMeasured") return;
      if (event.type !== "RevisionActivated") events.push(event);
    });
    expect(kind).toBe("judged");
  };
  const FLOOD = 60_000;
  for (let n = 0; n < FLOOD; n += 1) take(request(n, START_MS + n));
  const afterFlood = JSON.stringify(judge.state(), (_, value: unknown) =>
    value instanceof Map ? [...value] : ArrayBuffer.isView(value) ? undefined : value,
  );
  take(request(FLOOD, START_MS + 25 * 60 * MINUTE_MS));

  const opened = events.flatMap((event) => (event.type === "ViolationOpened" ? [event.violation] : []));
  expect(opened.map(({ rule, client }) => [rule, client])).toEqual([["rate-limit.exceeded", "shop"]]);
  const recurred = events.flatMap((event) => (event.type === "ViolationRecurred" ? [event] : []));
  expect(recurred.map(({ count, ended }) => [count, ended])).toEqual([
    [10, false],
    [100, false],
    [1000, false],
    [10_000, false],
    [FLOOD - 100, true],
  ]);
  expect(recurred.at(-1)!.eventIds).toHaveLength(10);
  expect(JSON.stringify(events).length).toBeLessThan(10_000);
  expect(afterFlood.length).toBeLessThan(3 * FLOOD);
});
