import { event, NDJSON, RunningGateway, STRUCTURED, type Answer } from "./testing/running-gateway-spec.ts";

const MIB = 1_048_576;
const lineOfMib = JSON.stringify(event({}, { request: { bodyText: "x".repeat(0.9 * MIB) } }));

describe("POST /v1/events under pressure", () => {
  let gateway: RunningGateway;
  afterEach(() => gateway.stop());

  it("takes no more than it holds while the stream stalls, and everything once it moves again", async () => {
    gateway = await RunningGateway.start();
    let stalled = true;
    let holding = 0;
    const release: (() => void)[] = [];
    gateway.append.mockImplementation(async (records) => {
      holding += records.reduce((sum, { value }) => sum + value.length, 0);
      if (stalled) await new Promise<void>((resolve) => release.push(resolve));
    });
    const answers: Promise<Answer>[] = [];
    const refused: Answer[] = [];
    for (let n = 0; n < 300; n += 1) {
      const answer = gateway.send(lineOfMib, NDJSON);
      answers.push(answer);
      void answer.then((one) => stalled && refused.push(one));
    }
    while (refused.length + release.length < 300) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(refused.length).toBeGreaterThan(200);
    for (const one of refused)
      expect(one).toMatchObject({ status: 503, headers: { "retry-after": "1" }, body: { reason: "BUSY" } });
    expect(holding).toBeLessThanOrEqual(64 * MIB);

    stalled = false;
    for (const go of release) go();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(300 - refused.length);
    const later = await Promise.all(Array.from({ length: 60 }, () => gateway.send(lineOfMib, NDJSON)));
    expect(new Set(later.map(({ status }) => status))).toEqual(new Set([202]));
  }, 60_000);

  it("takes nothing while the disk is nearly full, and goes on when there is room", async () => {
    let hasRoom = false;
    gateway = await RunningGateway.start({ hasRoom: async () => hasRoom });
    const answer = await gateway.send(event(), STRUCTURED);
    gateway.expectProblem(answer, 503, { reason: "DISK_FULL" });
    expect(answer.headers["retry-after"]).toBe("30");
    expect(await gateway.metrics.metrics()).toContain(
      'clausewatch_events_refused_total{reason="DISK_FULL"} 1',
    );
    hasRoom = true;
    expect(await gateway.send(event(), STRUCTURED)).toMatchObject({ status: 202 });
  });

  it("answers over a real socket while the disk is nearly full, whatever is being sent", async () => {
    gateway = await RunningGateway.start({ hasRoom: async () => false });
    await gateway.app.listen(0, "127.0.0.1");
    const body = `${lineOfMib}\n`.repeat(12);
    const headers = { "content-type": NDJSON };
    const response = await fetch(`${await gateway.app.getUrl()}/v1/events`, {
      method: "POST",
      headers,
      body,
    });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
  });
});
