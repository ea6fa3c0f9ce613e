import fc from "fast-check";
import type { Protections } from "../../apps/monitor/src/testing/store-model.ts";
import { Group } from "./group.ts";
import { timersOf } from "./simulated-timers.ts";
import { noCounts, World, type Fate } from "./world.ts";

const MOST_STEPS = 20_000;

const places = fc.nat({ max: 2 });
/** How many steps others may take before the next action. */
const pause = fc.nat({ max: 12 });
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("grow"), by: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pass time"), by: fc.constantFrom(5, 20, 70) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rebalance"), by: places }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("crash"), by: places }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pause"), by: places }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("lose a snapshot"), by: fc.constant(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("go back"), by: fc.integer({ min: 1, max: 3 }) }) },
);
const fate = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fate>("answered") },
  { weight: 1, arbitrary: fc.constant<Fate>("refused") },
  { weight: 2, arbitrary: fc.constant<Fate>("unknown") },
);

/** What happens to the monitors, and the order in which all that is under way goes on. */
const schedules = fc.record({
  actions: fc.array(fc.tuple(action, pause), { minLength: 5, maxLength: 25, size: "max" }),
  fates: fc.array(fate, { minLength: 80, maxLength: 80 }),
  batchSizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 8, maxLength: 8 }),
  scheduler: fc.scheduler(),
});
type Schedule = typeof schedules extends fc.Arbitrary<infer T> ? T : never;

const perform = (world: World, group: Group, { kind, by }: Schedule["actions"][number][0]): void => {
  switch (kind) {
    case "grow":
      return world.grow(by);
    case "pass time":
      return world.passTime(by * 1000);
    case "rebalance":
      return group.rebalance(by);
    case "crash":
      return group.crash(by);
    case "pause":
      return group.pause(by);
    case "lose a snapshot":
      return void world.store.snapshots.pop();
    default:
      return world.goBack(by);
  }
};

const trouble = async (world: World, group: Group, actions: Schedule["actions"]): Promise<void> => {
  for (const [next, steps] of actions) {
    for (let step = 0; step <= steps; step++) await world.step(next.kind);
    perform(world, group, next);
  }
  await world.step("nothing fails any more");
  world.isCalm = true;
  world.grow();
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs a schedule to its end; rejects with the first thing that went wrong. */
const run = async (schedule: Schedule, protections: Protections): Promise<World["counts"]> => {
  const { scheduler, actions, fates, batchSizes } = schedule;
  const world = new World(scheduler, fates, batchSizes, protections);
  timersOf(world.step);
  world.grow(1);
  const group = new Group(world);
  const rest = async (): Promise<void> => {
    for (; scheduler.count() > 0; world.counts.steps++) {
      await scheduler.waitOne();
      await settled();
      if (world.counts.steps > MOST_STEPS) world.fail("It never comes to rest.");
      if (world.problem) throw new Error(world.problem);
    }
  };
  void trouble(world, group, actions);
  await rest();
  // The last of them claims anew, as a store that has gone back tells only those who ask it.
  group.rebalance(1);
  await rest();
  group.end();
  await rest();
  world.end();
  if (world.problem) throw new Error(world.problem);
  return world.counts;
};

/** A property that every schedule keeps; what happens in them is added up in `sum`. */
export const everySchedule = (protections: Protections, sum = noCounts()) =>
  fc.asyncProperty(schedules, async (schedule) => {
    const counts = await run(schedule, protections);
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) sum[name] += counts[name];
  });
