import type { Batch, Claim } from "#event-store";
import type { OutgoingRecord, RecordProducer } from "#stream";
import type { MonitorStore } from "../../apps/monitor/src/store/monitor-store.ts";
import { ModelledStore } from "../../apps/monitor/src/testing/modelled-store.ts";
import type { StoreModel } from "../../apps/monitor/src/testing/store-model.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import type { World } from "./world.ts";

/** A process's call over the network: it lands, and is answered, when the schedule says so, or never. */
const call = async <T>(world: World, process: SimulatedProcess, what: string, apply: () => T): Promise<T> => {
  await process.running();
  const fate = world.fate();
  if (fate === "refused") {
    await world.step(`${what} is refused`);
    await process.running();
    throw new Error("connection refused");
  }
  const landed = world.step(`${what} lands`).then(apply);
  if (fate === "unknown") {
    if (what === "commit") world.counts["unknown commits"] += 1;
    landed.catch(() => undefined);
    await world.step(`${what} is given up`);
    await process.running();
    throw new Error("connection terminated");
  }
  const answer = await landed;
  await world.step(`${what} is answered`);
  await process.running();
  return answer;
};

/** A process's connection to the store. */
export class Connection extends ModelledStore {
  constructor(
    private readonly world: World,
    private readonly process: SimulatedProcess,
  ) {
    super();
  }

  override commit(claim: Claim, batch: Batch): Promise<"committed" | "fenced"> {
    return this.answer("commit", () => this.world.commit(claim, batch));
  }

  protected answer<T>(what: keyof MonitorStore, apply: (model: StoreModel) => T): Promise<T> {
    return call(this.world, this.process, what, () => {
      const answer = apply(this.world.store);
      if (answer === "saved") this.world.counts["snapshots saved"] += 1;
      return answer;
    });
  }
}

/** A process's producer, for the watermarks that it writes. */
export const simulatedProducer = (world: World, process: SimulatedProcess): RecordProducer => ({
  append: (records: readonly OutgoingRecord[]) =>
    call(world, process, "append", () => {
      world.log.append(records, world.nowMs);
      world.counts.watermarks += records.length;
    }),
  close: () => Promise.resolve(),
});
