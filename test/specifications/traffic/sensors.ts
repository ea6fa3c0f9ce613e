import { hmac, recorder, uuid, type Arrow, type Recorder } from "./recorder.ts";

type Json = Record<string, unknown>;

/** A Tuesday. */
const START_MS = Date.UTC(2024, 4, 7, 6);
const SECRET = "sensors test secret";
const ENDPOINT = "https://greenhouse.example.com/hooks/sensors";
const READINGS = 30;
const EVERY_MS = 60_000;

const [PROBE, HUB, HOUSE] = ["Probe", "Hub", "Greenhouse"];
const MEASURED: Arrow = [PROBE, HUB, "reading", "async"];
const TAKEN: Arrow = [HUB, HOUSE, "reading.taken", "async"];
const RAISED: Arrow = [HUB, HOUSE, "alarm.raised", "async"];
const ACKNOWLEDGE: Arrow = [HOUSE, HUB, "acknowledge alarm", "sync"];
const ACKNOWLEDGED: Arrow = [HUB, HOUSE, "acknowledged", "reply"];

interface Message {
  type?: string;
  probe?: string;
  data?: Json;
  /** How many milliseconds before the attempt it happened, and how many seconds before it was stamped. */
  happened?: number;
  late?: number;
  secret?: string;
  encoding?: "hex" | "base64";
  /** Laid over the payload's own members. */
  over?: Json;
}

const READING = { celsius: 21.5, humidity: 60, taken_at: "2024-05-07T06:00:00Z" };

const delivery = (number: number, at: number, message: Message = {}, over: Json = {}): Json => {
  const {
    type = "reading.taken",
    probe = `probe-${number}`,
    data = READING,
    happened = 0,
    late = 0,
  } = message;
  const bodyText = JSON.stringify({
    event_id: uuid(number, 1),
    event_type: type,
    timestamp: new Date(START_MS + at - happened).toISOString(),
    data: { object_type: "probe", object_id: probe, ...data },
    ...message.over,
  });
  return {
    environment: "field",
    endpoint: ENDPOINT,
    eventId: uuid(number, 1),
    attempt: 1,
    request: {
      headers: {
        "X-Sensor-Time": String((START_MS + at) / 1000 - late),
        "X-Sensor-Signature": hmac(
          "sha512",
          message.secret ?? SECRET,
          bodyText,
          message.encoding ?? "base64",
        ),
      },
      bodyText,
    },
    response: { status: 200 },
    ...over,
  };
};

const run = (log: Recorder, name: string, at: number, arrows: readonly Arrow[]): void =>
  arrows.forEach((arrow, step) => log.interaction(`${name}-step-${step}`, at + step * 1000, name, arrow));

const recordClean = (log: Recorder): void => {
  for (let number = 0; number < READINGS; number++) {
    const at = number * EVERY_MS;
    const [name, probe] = [`reading-${number}`, `probe-${number % 3}`];
    log.attempt(
      `${name}-told`,
      at,
      delivery(number, at, { probe }, { response: { status: number % 2 ? 200 : 204 } }),
    );
    const before = Array.from({ length: number % 4 }, () => MEASURED);
    const alarm = number % 5 === 0 ? [RAISED, ACKNOWLEDGE, ACKNOWLEDGED] : [];
    run(log, name, at, [...before, TAKEN, ...alarm]);
  }
  log.attempt("alarm", 0, delivery(100, 0, { type: "alarm.raised", data: { bound: "high", celsius: 41 } }));
  log.attempt("alarm-over", 9000, delivery(101, 9000, { type: "alarm.cleared", data: { bound: "high" } }));
  log.attempt("just-fresh", 0, delivery(102, 0, { late: 600 }));
  // Only 200 and 204 are a success, so an attempt after a 202 is no duplicate.
  const attempt = (number: number, at: number, status: number): void =>
    log.attempt(`accepted-${number}`, at, delivery(103, at, {}, { attempt: number, response: { status } }));
  attempt(1, 0, 202);
  attempt(2, 10_000, 503);
  attempt(3, 70_000, 204);
  log.watermark("clean-rests", READINGS * EVERY_MS + 120_000);
};

const recordBroken = (log: Recorder, at: number): void => {
  const send = (id: string, number: number, offset: number, message?: Message, over?: Json): void =>
    log.attempt(id, at + offset, delivery(number, at + offset, message, over));
  const unsigned = delivery(200, at, {}, { response: { status: 401 } });
  delete ((unsigned["request"] as Json)["headers"] as Json)["X-Sensor-Signature"];
  log.attempt("unsigned", at, unsigned);
  send("unsigned-again", 200, 10_000, {}, { attempt: 2 });
  const untimed = delivery(201, at);
  delete ((untimed["request"] as Json)["headers"] as Json)["X-Sensor-Time"];
  log.attempt("untimed", at, untimed);
  send("forged", 202, 0, { secret: "not the secret" });
  send("signed-in-hex", 203, 0, { encoding: "hex" });
  send("stale", 204, 0, { late: 601 }, { response: { status: 400 } });
  send("stale-again", 204, 10_000, {}, { attempt: 2 });
  send("from-the-future", 205, 0, { late: -601 }, { response: { status: 400 } });
  send("from-the-future-again", 205, 10_000, {}, { attempt: 2 });
  send("replayed", 206, 0, { late: 86_400 });
  send("battery", 207, 0, { type: "battery.low" });
  send("half-a-percent", 208, 0, { data: { ...READING, humidity: 60.5 } });
  send("celsius-in-words", 209, 0, { data: { ...READING, celsius: "warm" } });
  send("taken-sometime", 210, 0, { data: { ...READING, taken_at: "this morning" } });
  send("alarm-of-no-bound", 211, 0, { type: "alarm.raised", data: { celsius: 41 } });
  send("event-id-no-uuid", 212, 0, { over: { event_id: "first" } }, { eventId: "first" });
  send("of-no-object", 213, 0, { over: { data: { object_type: "probe", ...READING } } });
  send("over-http", 214, 0, {}, { endpoint: "http://greenhouse.example.com/hooks/sensors" });
  send("slow", 215, 0, {}, { durationMs: 6000 });
  send("slow-again", 215, 16_000, {}, { attempt: 2 });
  send("early", 216, 0, {}, { response: { status: 202 } });
  send("early-again", 216, 3000, {}, { attempt: 2 });
  send("overdue", 217, 0, {}, { response: { status: 500 } });
  send("newer", 218, 0, { probe: "probe-x" });
  send("older", 219, 5000, { probe: "probe-x", happened: 60_000 });
  const down = { response: { status: 500 } };
  for (const [turn, offset] of [0, 10_000, 70_000, 670_000, 1_300_000].entries())
    send(`lost-${turn + 1}`, 220, offset, {}, { attempt: turn + 1, ...(turn < 4 && down) });
  run(log, "unheard", at, [MEASURED, TAKEN, RAISED, ACKNOWLEDGE]);
  run(log, "bypassed", at, [MEASURED, ["Probe", "Greenhouse", "reading", "async"], TAKEN]);
  log.watermark("all-due", at + 1_500_000);
};

/** The clean part of the sensors' traffic by itself. */
export const sensorsClean = (): Recorder => {
  const log = recorder("greenhouse-sensors", START_MS);
  recordClean(log);
  return log;
};

/** The sensors' traffic: the clean part, and what breaks it. */
export const sensorsTraffic = (): Recorder => {
  const log = recorder("greenhouse-sensors", START_MS);
  recordClean(log);
  recordBroken(log, READINGS * EVERY_MS + 200_000);
  return log;
};
