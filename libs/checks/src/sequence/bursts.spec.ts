import { compiled, ORDER, ORDERED, step, steps, take, watch } from "./sequence.fixture.ts";

const order = compiled(ORDER);

/** What is said of a trace whose last step is logged at `second`, after another trace came `late` seconds late. */
const saidAfter = (late: number, second: number): string[] => {
  const at = watch(order);
  const other = steps(...ORDERED).map((one) => ({ ...one, traceId: "other" }));
  const log = [step("Client->>Mailer: Hello", late, { traceId: "clock" }), ...other];
  const own = steps(...ORDERED.slice(0, 9)).map((one) => ({ ...one, timeMs: one.timeMs + late * 1000 }));
  const last = step(ORDERED[9]!, late + 9);
  const said = [...log, ...own].flatMap((one) => take(order, at, one));
  return [
    ...said,
    ...take(order, at, own[0]!.timeMs + second * 1000),
    ...take(order, at, last),
    ...take(order, at, own[0]!.timeMs + 7_200_000),
  ].flatMap(({ rule, subject }) => (subject === "clock" ? [] : rule));
};

describe("a log that is shipped in bursts", () => {
  it.each([
    ["comes in time", 60, 69, ["sequence.missing-step"]],
    ["came two minutes late is waited for as long", 120, 187, []],
    ["came two minutes late is waited for no longer", 120, 189, ["sequence.missing-step"]],
    ["comes hours late has a clock of its own", 7_200, 69, ["sequence.missing-step"]],
  ])("%s", (_, late, second, rules) => expect(saidAfter(late, second)).toEqual(rules));
});
