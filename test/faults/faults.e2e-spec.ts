import { describeWithTools } from "../support/tools.ts";
import { openArena, type Arena } from "./arena.ts";
import { FAULTS, SHORT_FAULTS } from "./fault-list.ts";
import { compare, type Observed } from "./observed.ts";

describeWithTools(["java", "mvn"], "nothing is lost and nothing happens twice", () => {
  let arena: Arena | undefined;

  beforeAll(async () => {
    arena = await openArena();
  }, 300_000);
  afterAll(() => arena?.close(), 60_000);

  it.each(SHORT_FAULTS)(
    "%s",
    async (name, size) => {
      const { lost, twice, problems } = await FAULTS[name].fault(arena!, size);
      expect({ lost, twice, problems }).toEqual({ lost: 0, twice: 0, problems: [] });
    },
    600_000,
  );
});

describe("the comparison with the oracle", () => {
  const event = (id: string, version = 1): Observed["events"][number] => ({
    id,
    stream: id[0]!,
    version,
    content: "same",
  });
  const observed = (...events: Observed["events"]): Observed => ({
    events,
    deadLetters: "",
    heldBack: 1,
    readModels: "same",
    brokenChain: undefined,
  });
  const oracle = observed(event("a"), event("b"), event("b2", 2));

  it("finds what is lost, twice, changed or out of its order", () => {
    expect(compare(oracle, oracle)).toEqual({ lost: 0, twice: 0, problems: [] });
    expect(compare(observed(event("a"), event("b")), oracle)).toMatchObject({ lost: 1, twice: 0 });
    expect(compare(observed(...oracle.events, event("a", 2)), oracle)).toMatchObject({ lost: 0, twice: 1 });
    expect(compare(observed(...oracle.events, event("c")), oracle)).toMatchObject({ lost: 0, twice: 1 });
    const changed = observed({ ...event("a"), content: "other" }, event("b"), event("b2", 2));
    expect(compare(changed, oracle).problems).toEqual(["1 events say something else"]);
    const early = observed(event("a"), event("b2", 2), event("b"));
    expect(compare(early, oracle).problems).toEqual(["1 streams are not versions 1..n"]);
  });

  it("finds other dead letters, other read models, a broken chain and an empty oracle", () => {
    const run = {
      ...oracle,
      deadLetters: "1 NOT_JSON",
      heldBack: 2,
      readModels: "other",
      brokenChain: "position 2: …",
    };
    expect(compare(run, oracle).problems).toHaveLength(4);
    expect(compare(observed(), observed()).problems).toEqual(["the oracle holds no event"]);
  });
});
