import { randomUUID } from "node:crypto";
import { appendToStream } from "#event-store";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

let served: ConsoleUnderTest;
let address: string;

beforeAll(async () => {
  served = await startConsole();
  address = await served.listen(process.cwd());
});

afterAll(() => served?.stop());

/** Stores an event of a type, which is visible once it is projected. */
const store = async (type: string): Promise<void> => {
  const event = { eventId: randomUUID(), type, source: "test", occurredAtMs: Date.now(), data: { type } };
  await appendToStream(served.pool, `test-${event.eventId}`, [event], "any");
};

interface Told {
  id: number;
  types: string[];
}

/** Listens until the changes told are enough, then hangs up. */
const listen = async (
  isEnough: (told: readonly Told[]) => boolean,
  begun: () => Promise<void>,
  lastEventId?: number,
): Promise<Told[]> => {
  const ending = new AbortController();
  const answer = await fetch(`${address}/api/v1/live`, {
    headers: lastEventId === undefined ? {} : { "last-event-id": String(lastEventId) },
    signal: ending.signal,
  });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  await begun();
  const told: Told[] = [];
  let text = "";
  const decoder = new TextDecoder();
  for await (const piece of answer.body!) {
    text += decoder.decode(piece, { stream: true });
    const messages = text.split("\n\n");
    text = messages.pop()!;
    for (const message of messages) {
      const [, id] = /^id: (\d+)$/m.exec(message) ?? [];
      const [, data] = /^data: (.*)$/m.exec(message) ?? [];
      const change = message.includes("event: change") && (JSON.parse(data!) as { types: string[] });
      if (change && change.types.length > 0) told.push({ id: Number(id), types: change.types });
    }
    if (isEnough(told)) break;
  }
  ending.abort();
  return told;
};

const hasType =
  (type: string) =>
  (told: readonly Told[]): boolean =>
    told.some(({ types }) => types.includes(type));

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 600));

it("tells what becomes visible, not before every list shows it", async () => {
  const told = await listen(hasType("SecondTested"), async () => {
    await pause();
    await store("FirstTested");
    await pause();
    await served.project();
    await store("SecondTested");
    await served.project();
  });
  expect(told.flatMap(({ types }) => types).toSorted()).toEqual(["FirstTested", "SecondTested"]);
});

it("goes on where a listener was cut off, and tells nothing twice", async () => {
  const [first] = await listen(hasType("BeforeTested"), async () => {
    await pause();
    await store("BeforeTested");
    await served.project();
  });
  await store("MeanwhileTested");
  await served.project();
  const told = await listen(
    hasType("AfterTested"),
    async () => {
      await pause();
      await store("AfterTested");
      await served.project();
    },
    first!.id,
  );
  expect(told.flatMap(({ types }) => types)).toEqual(["MeanwhileTested", "AfterTested"]);
  expect(told.map(({ id }) => id)).toEqual([first!.id + 1, first!.id + 2]);
});

it("tells a listener at once where it stands, so that it can be cut off before anything changes", async () => {
  const answer = await fetch(`${address}/api/v1/live`);
  const reader = answer.body!.getReader();
  let text = "";
  while (!text.includes("data:")) text += new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  expect(text).toMatch(/event: change\nid: \d+\nretry: 1000\ndata: \{"types":\[\]\}/);
});
