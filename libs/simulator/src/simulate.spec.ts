import { simulate, toNdjson, type SimulateOptions } from "./index.ts";
import { exampleSpecification, judged, specificationOf } from "./judged-spec.ts";

const START_MS = Date.UTC(2024, 0, 15, 10, 30);
const options: SimulateOptions = {
  specification: exampleSpecification(),
  seed: 1,
  count: 600,
  ratePerSecond: 20,
  startMs: START_MS,
  faults: "none",
};

interface Data {
  url: string;
  environment?: string;
  client?: string;
  durationMs?: number;
  request: { headers: Record<string, string>; bodyText?: string };
  response?: { status: number; headers: Record<string, string>; body?: unknown };
}

const dataOf = (changed: Partial<SimulateOptions> = {}) =>
  [...simulate({ ...options, ...changed })].map(({ event }) => ({
    type: event.type,
    timeMs: Date.parse(event.time),
    data: event.data as unknown as Data,
  }));

const exchangesOf = (changed: Partial<SimulateOptions> = {}) =>
  dataOf(changed).filter(({ type }) => type === "http.exchange.v1");

const tokenRequests = (events: ReturnType<typeof dataOf>) =>
  events.filter(({ data }) => data.request.bodyText?.startsWith("grant_type=") === true);

describe("simulated traffic", () => {
  test("is the same for the same options, and another for another seed", () => {
    const text = (seed: number) =>
      [...simulate({ ...options, seed, faults: "all" })].map((simulated) => toNdjson(simulated)).join("");
    expect(text(5)).toBe(text(5));
    expect(text(5)).not.toBe(text(6));
  });

  test.each([0, 1, 7, 600])("has exactly %d events, their ids all different", (count) => {
    const ids = [...simulate({ ...options, count, faults: "all" })].map(({ event }) => event.id);
    expect(new Set(ids).size).toBe(count);
    expect(ids).toHaveLength(count);
  });

  test("is logged in the order in which the events end", () => {
    const ends = dataOf({ faults: "all" }).map(({ timeMs, data }) => timeMs + (data.durationMs ?? 0));
    expect(ends).toEqual([...ends].sort((one, other) => one - other));
  });

  test.each(["webhook.attempt.v1", "interaction.v1"])("has events of type %s", (type) => {
    expect(dataOf({ count: 2000 }).filter((event) => event.type === type).length).toBeGreaterThan(20);
  });

  test("keeps to the rate asked for", () => {
    const events = dataOf({ count: 2000, ratePerSecond: 50 });
    const spanSeconds = (events.at(-1)!.timeMs - START_MS) / 1000;
    expect(spanSeconds).toBeGreaterThan(30);
    expect(spanSeconds).toBeLessThan(45);
  });

  test("renews a token within its threshold, before it is used again", () => {
    const events = exchangesOf({ count: 3000, ratePerSecond: 0.5 });
    const lastMs = new Map<string | undefined, number>();
    for (const { timeMs, data } of tokenRequests(events)) {
      expect(timeMs - (lastMs.get(data.client) ?? -Infinity)).toBeGreaterThanOrEqual(3_300_000);
      lastMs.set(data.client, timeMs);
    }
    expect(tokenRequests(events).length).toBeGreaterThan(lastMs.size);
  });

  test("gives errors the members that the error format and the endpoint's example ask for", () => {
    const errors = exchangesOf({ count: 2000 }).filter(({ data }) => (data.response?.status ?? 0) >= 400);
    expect(errors.length).toBeGreaterThan(10);
    for (const { data } of errors)
      expect(data.response!.body).toMatchObject({ error_code: expect.any(String) });
  });

  test("has no word of truth where nothing is broken", () => {
    expect([...simulate(options)].flatMap(({ truth }) => truth)).toEqual([]);
  });

  test("stays clean for a document that says little", () => {
    const specification = specificationOf(
      "# Small\n\n```yaml\nendpoint:\n  method: GET\n  path: /things/:id\nresponses:\n  200:\n    description: A thing\n```\n",
    );
    const events = [...simulate({ ...options, specification, faults: "none" })];
    expect(judged(specification, events)).toEqual([]);
  });

  test("says what it cannot do", () => {
    expect(() => [...simulate({ ...options, faults: ["no.rule"] })]).toThrow("no fault for no.rule");
    const specification = specificationOf("# Empty\n");
    expect(() => [...simulate({ ...options, specification })]).toThrow("documents no endpoint");
  });
});
