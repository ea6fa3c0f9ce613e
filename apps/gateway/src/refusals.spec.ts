import { BATCH, event, NDJSON, RunningGateway, STRUCTURED } from "./testing/running-gateway-spec.ts";

describe("POST /v1/events refuses", () => {
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await RunningGateway.start();
  });
  afterEach(() => gateway.stop());

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
    gateway.expectProblem(await gateway.send([event(), bad, event()], BATCH), 422, {
      index: 1,
      ...(pointer && { pointer }),
    });
    gateway.expectProblem(
      await gateway.send([event(), bad].map((each) => JSON.stringify(each)).join("\n"), NDJSON),
      422,
      {
        index: 1,
      },
    );
    gateway.expectProblem(await gateway.send(bad, STRUCTURED), 422, { index: 0 });
  });

  it("refuses what is malformed", async () => {
    gateway.expectProblem(await gateway.send('{"password": "s3cret', STRUCTURED), 400, {
      reason: "NOT_JSON",
    });
    gateway.expectProblem(await gateway.send("", STRUCTURED), 400);
    gateway.expectProblem(await gateway.send(event(), BATCH), 400);
    gateway.expectProblem(await gateway.send(`${JSON.stringify(event())}\n{`, NDJSON), 400, { index: 1 });
    gateway.expectProblem(await gateway.send(Buffer.from([0x22, 0xff, 0x22]), STRUCTURED), 400, {
      reason: "NOT_UTF8",
    });
    gateway.expectProblem(await gateway.send(event().data, "application/json"), 400, { pointer: "/id" });
    const headers = { "ce-id": "%zz", "ce-source": "/s", "ce-type": "http.exchange.v1" };
    gateway.expectProblem(await gateway.send(event().data, "application/json", headers), 400, {
      pointer: "/id",
    });
    gateway.expectProblem(
      await gateway.send(event().data, "application/json", {
        ...headers,
        "ce-id": "1",
        "ce-specversion": "0.3",
      }),
      400,
    );
    gateway.expectProblem(await gateway.send("[".repeat(500_000), BATCH), 422, { reason: "TOO_DEEP" });
  });

  it("refuses other content types, encodings and character sets", async () => {
    gateway.expectProblem(await gateway.send("x", "text/plain"), 415);
    gateway.expectProblem(await gateway.send("x", "not a type"), 415);
    gateway.expectProblem(await gateway.send("x"), 415);
    gateway.expectProblem(await gateway.send(event(), `${STRUCTURED}; charset=latin1`), 415);
    gateway.expectProblem(await gateway.send(event(), STRUCTURED, { "content-encoding": "gzip" }), 415);
  });

  it("refuses what is too large", async () => {
    const large = event({}, { request: { bodyText: "x".repeat(1_048_576) } });
    gateway.expectProblem(await gateway.send(large, STRUCTURED), 413);
    gateway.expectProblem(await gateway.send([event(), large], BATCH), 413, { index: 1 });
    gateway.expectProblem(
      await gateway.send(`${JSON.stringify(event())}\n${JSON.stringify(large)}`, NDJSON),
      413,
      {
        index: 1,
      },
    );
    gateway.expectProblem(await gateway.send(`[${"1,".repeat(10_000)}1]`, BATCH), 413);
    gateway.expectProblem(await gateway.send("x".repeat(16 * 1_048_576 + 1), NDJSON), 413);
  });
});
