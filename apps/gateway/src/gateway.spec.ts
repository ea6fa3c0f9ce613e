import { Controller, Module, Post, Body } from "@nestjs/common";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { Test } from "@nestjs/testing";
import { createRedactor } from "#observation";
import type { OutgoingRecord } from "#stream";
import { GatewayModule, type GatewayOptions } from "./index.ts";

const STRUCTURED = "application/cloudevents+json";
const BATCH = "application/cloudevents-batch+json";
const NDJSON = "application/x-ndjson";

const event = (attributes: Record<string, unknown> = {}, data: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  id: "e-1",
  source: "/edge",
  type: "http.exchange.v1",
  time: "2024-01-15T10:30:00Z",
  subject: "shop-orders",
  ...attributes,
  data: {
    method: "GET",
    url: "https://api.example.com/v1/orders?token=s3cret-value",
    request: { headers: { Authorization: "Bearer s3cret-value" }, body: { password: "s3cret-value" } },
    response: { status: 200 },
    ...data,
  },
});

@Controller()
class OtherController {
  @Post("other")
  other(@Body() body: unknown): unknown {
    return { got: body };
  }
}

@Module({ controllers: [OtherController] })
class OtherModule {}

describe("POST /v1/events", () => {
  let app: NestFastifyApplication;
  let appended: OutgoingRecord[];
  let append: jest.Mock<Promise<void>, [readonly OutgoingRecord[]]>;

  const start = async (options: Partial<GatewayOptions> = {}): Promise<void> => {
    appended = [];
    append = jest.fn(async (records) => void appended.push(...records));
    const gateway = GatewayModule.register({
      producer: { append, close: async () => undefined },
      redactor: createRedactor((text) => Buffer.from(text).toString("hex").padStart(12, "0").slice(-12)),
      resolver: {
        has: (id) => id === "shop-orders",
        find: (observation) =>
          observation.type === "exchange" && observation.url.host === "api.example.com"
            ? "shop-orders"
            : undefined,
      },
      ...options,
    });
    const testing = await Test.createTestingModule({ imports: [gateway, OtherModule] }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useLogger(false);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  };

  const send = async (payload: unknown, contentType?: string, headers: Record<string, string> = {}) => {
    const response = await app.inject({
      method: "POST",
      url: "/v1/events",
      payload: typeof payload === "string" || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
      headers: contentType === undefined ? headers : { "content-type": contentType, ...headers },
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: JSON.parse(response.body) as unknown,
    };
  };
  const expectProblem = (
    answer: Awaited<ReturnType<typeof send>>,
    status: number,
    members: object = {},
  ): void => {
    expect(answer.body).toMatchObject({ type: "about:blank", status, ...members });
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(JSON.stringify(answer.body)).not.toMatch(/s3cret|\.ts:|node_modules/);
    expect(append).not.toHaveBeenCalled();
  };
  const stored = () => appended.map(({ value }) => JSON.parse(value.toString()) as Record<string, unknown>);

  beforeEach(() => start());
  afterEach(() => app.close());

  it("takes a structured event, redacted and keyed", async () => {
    const answer = await send(event(), STRUCTURED);
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(appended).toMatchObject([{ key: "shop-orders", headers: { "content-type": STRUCTURED } }]);
    expect(stored()).toMatchObject([
      { specversion: "1.0", id: "e-1", subject: "shop-orders", type: "http.exchange.v1" },
    ]);
    expect(appended[0]!.value.toString()).not.toContain("s3cret");
    expect(appended[0]!.value.toString()).toContain("Bearer hmac:");
  });

  it("takes binary mode, and finds the integration by the URL", async () => {
    const { data } = event();
    const headers = {
      "ce-specversion": "1.0",
      "ce-id": "a%20b",
      "ce-source": "/s",
      "ce-type": "http.exchange.v1",
    };
    const answer = await send(data, "application/json; charset=utf-8", {
      ...headers,
      "ce-time": "2024-01-15T10:30:00Z",
    });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(stored()).toMatchObject([{ id: "a b", source: "/s", subject: "shop-orders" }]);
  });

  it("takes a batch and lines, in order", async () => {
    const events = Array.from({ length: 250 }, (_, n) => event({ id: `e-${n}` }));
    expect(await send(events, BATCH)).toMatchObject({ status: 202, body: { accepted: 250 } });
    expect(stored().map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    const lines = events.map((each) => JSON.stringify(each)).join("\r\n");
    expect(await send(`${lines}\n\n`, NDJSON)).toMatchObject({ status: 202, body: { accepted: 250 } });
    expect(append).toHaveBeenCalledTimes(2);
    expect(await send([], BATCH)).toMatchObject({ status: 202, body: { accepted: 0 } });
    expect(append).toHaveBeenCalledTimes(2);
  });

  it("takes watermarks that name their integration", async () => {
    const watermark = { id: "w", source: "s", type: "watermark.v1", data: { until: "2024-01-15T10:35:00Z" } };
    expect(await send({ ...watermark, subject: "shop-orders" }, STRUCTURED)).toMatchObject({ status: 202 });
    append.mockClear();
    expectProblem(await send(watermark, STRUCTURED), 422, { index: 0, pointer: "/subject" });
  });

  it("passes over foreign types and says so", async () =>
    expect(await send([event(), { id: "1", source: "s", type: "other" }], BATCH)).toMatchObject({
      status: 202,
      body: { accepted: 1, ignored: 1 },
    }));

  it("answers only once the events are durable", async () => {
    let settle = (): void => undefined;
    append.mockImplementation(() => new Promise<void>((resolve) => (settle = resolve)));
    let answered = false;
    const answer = send(event(), STRUCTURED).then((response) => {
      answered = true;
      return response;
    });
    while (append.mock.calls.length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    settle();
    expect((await answer).status).toBe(202);
  });

  it.each([
    ["an invalid event", event({ id: "x" }, { response: { status: 42 } }), "/data/response/status"],
    ["no CloudEvent", { hello: 1 }, "/id"],
    ["no object", 7, undefined],
    ["an unknown integration", event({ subject: "nobody" }), "/subject"],
    ["a URL of nobody", event({ subject: undefined }, { url: "https://other.example.com/" }), "/subject"],
    [
      "an activation",
      { ...event({ type: "specification.activated.v1" }), data: { revision: `sha256:${"0".repeat(64)}` } },
      "/type",
    ],
  ])("takes nothing of a request with %s, and says which", async (_, bad, pointer) => {
    expectProblem(await send([event(), bad, event()], BATCH), 422, { index: 1, ...(pointer && { pointer }) });
    expectProblem(await send([event(), bad].map((each) => JSON.stringify(each)).join("\n"), NDJSON), 422, {
      index: 1,
    });
    expectProblem(await send(bad, STRUCTURED), 422, { index: 0 });
  });

  it("refuses what is malformed", async () => {
    expectProblem(await send('{"password": "s3cret', STRUCTURED), 400, { reason: "NOT_JSON" });
    expectProblem(await send("", STRUCTURED), 400);
    expectProblem(await send(event(), BATCH), 400);
    expectProblem(await send(`${JSON.stringify(event())}\n{`, NDJSON), 400, { index: 1 });
    expectProblem(await send(Buffer.from([0x22, 0xff, 0x22]), STRUCTURED), 400, { reason: "NOT_UTF8" });
    expectProblem(await send(event().data, "application/json"), 400, { pointer: "/id" });
    const headers = { "ce-id": "%zz", "ce-source": "/s", "ce-type": "http.exchange.v1" };
    expectProblem(await send(event().data, "application/json", headers), 400, { pointer: "/id" });
    expectProblem(
      await send(event().data, "application/json", { ...headers, "ce-id": "1", "ce-specversion": "0.3" }),
      400,
    );
    expectProblem(await send("[".repeat(500_000), BATCH), 422, { reason: "TOO_DEEP" });
  });

  it("refuses other content types, encodings and character sets", async () => {
    expectProblem(await send("x", "text/plain"), 415);
    expectProblem(await send("x", "not a type"), 415);
    expectProblem(await send("x"), 415);
    expectProblem(await send(event(), `${STRUCTURED}; charset=latin1`), 415);
    expectProblem(await send(event(), STRUCTURED, { "content-encoding": "gzip" }), 415);
  });

  it("refuses what is too large", async () => {
    const large = event({}, { request: { bodyText: "x".repeat(1_048_576) } });
    expectProblem(await send(large, STRUCTURED), 413);
    expectProblem(await send([event(), large], BATCH), 413, { index: 1 });
    expectProblem(await send(`${JSON.stringify(event())}\n${JSON.stringify(large)}`, NDJSON), 413, {
      index: 1,
    });
    expectProblem(await send(`[${"1,".repeat(10_000)}1]`, BATCH), 413);
    expectProblem(await send("x".repeat(16 * 1_048_576 + 1), NDJSON), 413);
  });

  it("says 503 and when to come back while the stream is down, and takes the events later", async () => {
    append.mockRejectedValueOnce(new Error("connect ECONNREFUSED 127.0.0.1:5432"));
    const answer = await send(event(), STRUCTURED);
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" }, body: { status: 503 } });
    expect(JSON.stringify(answer.body)).not.toContain("ECONNREFUSED");
    expect(await send(event(), STRUCTURED)).toMatchObject({ status: 202 });
  });

  it("refuses while as much is in flight as it holds, and recovers", async () => {
    await app.close();
    const size = JSON.stringify(event()).length;
    await start({ maxInFlightBytes: size + 10 });
    let settle = (): void => undefined;
    append.mockImplementationOnce(() => new Promise<void>((resolve) => (settle = resolve)));
    const first = send(event(), STRUCTURED);
    while (append.mock.calls.length === 0) await new Promise(setImmediate);
    const second = await send(event(), STRUCTURED);
    expect(second).toMatchObject({ status: 503, headers: { "retry-after": "1" }, body: { title: "Busy" } });
    settle();
    expect((await first).status).toBe(202);
    expect((await send(event(), STRUCTURED)).status).toBe(202);
  });

  it("tells nothing about a fault of its own", async () => {
    await app.close();
    const fail = (): never => {
      throw new Error("s3cret inside");
    };
    await start({ resolver: { has: fail, find: fail } });
    expectProblem(await send(event(), STRUCTURED), 500);
  });

  it("leaves the routes of other modules alone", async () => {
    const response = await app.inject({ method: "POST", url: "/other", payload: { a: 1 } });
    expect(response.json()).toEqual({ got: { a: 1 } });
    const text = await app.inject({
      method: "POST",
      url: "/other",
      payload: "x",
      headers: { "content-type": STRUCTURED },
    });
    expect(text.statusCode).toBe(415);
  });

  it("answers over a real socket, also what it does not read to the end", async () => {
    await app.listen(0, "127.0.0.1");
    const url = `${await app.getUrl()}/v1/events`;
    const post = (body: string) => fetch(url, { method: "POST", headers: { "content-type": NDJSON }, body });
    expect((await post(JSON.stringify(event()))).status).toBe(202);
    expect((await post("x".repeat(18 * 1_048_576))).status).toBe(413);
    expect((await post(JSON.stringify(event()))).status).toBe(202);
  });
});
