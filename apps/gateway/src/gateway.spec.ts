import { BATCH, event, NDJSON, RunningGateway, STRUCTURED } from "./testing/running-gateway-spec.ts";

describe("POST /v1/events", () => {
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await RunningGateway.start();
  });
  afterEach(() => gateway.stop());

  it("takes a structured event, redacted and keyed", async () => {
    const answer = await gateway.send(event(), STRUCTURED);
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(gateway.appended).toMatchObject([{ key: "shop-orders", headers: { "content-type": STRUCTURED } }]);
    expect(gateway.stored).toMatchObject([
      { specversion: "1.0", id: "e-1", subject: "shop-orders", type: "http.exchange.v1" },
    ]);
    expect(gateway.appended[0]!.value.toString()).not.toContain("s3cret");
    expect(gateway.appended[0]!.value.toString()).toContain("Bearer hmac:");
  });

  it("takes binary mode, and finds the integration by the URL", async () => {
    const { data } = event();
    const headers = {
      "ce-specversion": "1.0",
      "ce-id": "a%20b",
      "ce-source": "/s",
      "ce-type": "http.exchange.v1",
    };
    const answer = await gateway.send(data, "application/json; charset=utf-8", {
      ...headers,
      "ce-time": "2024-01-15T10:30:00Z",
    });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(gateway.stored).toMatchObject([{ id: "a b", source: "/s", subject: "shop-orders" }]);
  });

  it("takes a batch and lines, in order", async () => {
    const events = Array.from({ length: 250 }, (_, n) => event({ id: `e-${n}` }));
    expect(await gateway.send(events, BATCH)).toMatchObject({ status: 202, body: { accepted: 250 } });
    expect(gateway.stored.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    const lines = events.map((each) => JSON.stringify(each)).join("\r\n");
    expect(await gateway.send(`${lines}\n\n`, NDJSON)).toMatchObject({
      status: 202,
      body: { accepted: 250 },
    });
    expect(gateway.append).toHaveBeenCalledTimes(2);
    expect(await gateway.send([], BATCH)).toMatchObject({ status: 202, body: { accepted: 0 } });
    expect(gateway.append).toHaveBeenCalledTimes(2);
  });

  it("takes watermarks that name their integration", async () => {
    const watermark = { id: "w", source: "s", type: "watermark.v1", data: { until: "2024-01-15T10:35:00Z" } };
    expect(await gateway.send({ ...watermark, subject: "shop-orders" }, STRUCTURED)).toMatchObject({
      status: 202,
    });
    gateway.append.mockClear();
    gateway.expectProblem(await gateway.send(watermark, STRUCTURED), 422, { index: 0, pointer: "/subject" });
  });

  it("passes over foreign types and says so", async () =>
    expect(await gateway.send([event(), { id: "1", source: "s", type: "other" }], BATCH)).toMatchObject({
      status: 202,
      body: { accepted: 1, ignored: 1 },
    }));

  it("answers only once the events are durable", async () => {
    const { begun, release } = gateway.holdAppend();
    let answered = false;
    const answer = gateway.send(event(), STRUCTURED).finally(() => (answered = true));
    await begun;
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    release();
    expect((await answer).status).toBe(202);
  });

  it("says 503 and when to come back while the stream is down, and takes the events later", async () => {
    gateway.append.mockRejectedValueOnce(new Error("connect ECONNREFUSED 127.0.0.1:5432"));
    const answer = await gateway.send(event(), STRUCTURED);
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" }, body: { status: 503 } });
    expect(JSON.stringify(answer.body)).not.toContain("ECONNREFUSED");
    expect(await gateway.send(event(), STRUCTURED)).toMatchObject({ status: 202 });
  });

  it("refuses while as much is in flight as it holds, and recovers", async () => {
    await gateway.stop();
    const size = JSON.stringify(event()).length;
    gateway = await RunningGateway.start({ maxInFlightBytes: size + 10 });
    const { begun, release } = gateway.holdAppend();
    const first = gateway.send(event(), STRUCTURED);
    await begun;
    const second = await gateway.send(event(), STRUCTURED);
    expect(second).toMatchObject({ status: 503, headers: { "retry-after": "1" }, body: { reason: "BUSY" } });
    release();
    expect((await first).status).toBe(202);
    expect((await gateway.send(event(), STRUCTURED)).status).toBe(202);
  });

  it("tells nothing about a fault of its own", async () => {
    await gateway.stop();
    const fail = (): never => {
      throw new Error("s3cret inside");
    };
    gateway = await RunningGateway.start({ resolver: { has: fail, find: fail } });
    gateway.expectProblem(await gateway.send(event(), STRUCTURED), 500);
  });

  it("counts what it took, passed over and refused", async () => {
    await gateway.send([event(), { id: "1", source: "s", type: "other" }], BATCH);
    await gateway.send([event(), event({ subject: "nobody" }), event()], BATCH);
    await gateway.send("{", STRUCTURED);
    await gateway.send("x", "text/plain");
    const text = await gateway.metrics.metrics();
    for (const line of [
      "clausewatch_events_accepted_total 1",
      "clausewatch_events_ignored_total 1",
      'clausewatch_events_refused_total{reason="UNKNOWN_INTEGRATION"} 3',
      'clausewatch_events_refused_total{reason="NOT_JSON"} 1',
      'clausewatch_events_refused_total{reason="UNSUPPORTED_MEDIA_TYPE"} 1',
    ])
      expect(text).toContain(`${line}\n`);
  });

  it("leaves the routes of other modules alone", async () => {
    const response = await gateway.app.inject({ method: "POST", url: "/other", payload: { a: 1 } });
    expect(response.json()).toEqual({ got: { a: 1 } });
    const text = await gateway.app.inject({
      method: "POST",
      url: "/other",
      payload: "x",
      headers: { "content-type": STRUCTURED },
    });
    expect(text.statusCode).toBe(415);
  });

  it("answers over a real socket, also what it does not read to the end", async () => {
    await gateway.app.listen(0, "127.0.0.1");
    const url = `${await gateway.app.getUrl()}/v1/events`;
    const post = (body: string) => fetch(url, { method: "POST", headers: { "content-type": NDJSON }, body });
    expect((await post(JSON.stringify(event()))).status).toBe(202);
    expect((await post("x".repeat(18 * 1_048_576))).status).toBe(413);
    expect((await post(JSON.stringify(event()))).status).toBe(202);
  });
});
