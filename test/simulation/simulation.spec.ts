import fc from "fast-check";
import { PROTECTED } from "../../apps/monitor/src/testing/store-model.ts";
import { everySchedule } from "./schedule.ts";
import { noCounts } from "./world.ts";

jest.mock("node:timers/promises", () => jest.requireActual<object>("./simulated-timers.ts"));

const SCHEDULES = Number(process.env["SIMULATION_SCHEDULES"] ?? 500);
const SEED = Number(process.env["SIMULATION_SEED"] ?? 5);
/** Of a failure that is to be repeated. */
const PATH = process.env["SIMULATION_PATH"];
/** In which each removal must be found. */
const SOON = 2000;

const say = (line: string): boolean => process.stdout.write(`simulation: ${line}\n`);

test("in every schedule the store holds what a run without faults gives", async () => {
  const sum = noCounts();
  const begun = performance.now();
  const busyBefore = process.cpuUsage();
  await fc.assert(everySchedule(PROTECTED, sum), { numRuns: SCHEDULES, seed: SEED, path: PATH });
  const counts = Object.entries(sum).map(([what, count]) => `${count.toLocaleString("en")} ${what}`);
  const { user, system } = process.cpuUsage(busyBefore);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const busy = ((user + system) / 1e6).toFixed(1);
  say(
    `${SCHEDULES.toLocaleString("en")} schedules, seed ${SEED}: ${counts.join(", ")}; ${seconds} s (CPU ${busy} s)`,
  );
  for (const count of Object.values(sum)) expect(count).toBeGreaterThan(0);
}, 600_000);

test.each([
  ["the epoch", { epoch: false }],
  ["the offset comparison", { offset: false }],
  ["the unique id", { uniqueId: false }],
])(
  "without %s a schedule fails",
  async (what, removed) => {
    const property = everySchedule({ ...PROTECTED, ...removed });
    const { failed, numRuns, errorInstance } = await fc.check(property, {
      numRuns: SOON,
      seed: SEED,
      endOnFailure: true,
    });
    expect(failed).toBe(true);
    say(`without ${what}, schedule ${numRuns} fails: ${(errorInstance as Error).message}`);
  },
  120_000,
);
