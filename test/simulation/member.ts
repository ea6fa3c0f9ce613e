import { Registry } from "prom-client";
import type { OwnedPartition } from "#stream";
import { createMonitorMetrics } from "../../apps/monitor/src/metrics.ts";
import { MonitorHandler } from "../../apps/monitor/src/monitor-handler.ts";
import { redactor } from "../../apps/monitor/src/testing/session-harness.ts";
import { PrecompiledLibrary } from "./precompiled-library.ts";
import { SimulatedProcess } from "./simulated-process.ts";
import { Connection, simulatedProducer } from "./wire.ts";
import type { World } from "./world.ts";

const metrics = createMonitorMetrics(new Registry());

/** A process with a monitor in it, and the consumer that drives it as the port of streams promises. */
export class Member {
  readonly process = new SimulatedProcess();
  private readonly handler: MonitorHandler;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly world: World) {
    const { process } = this;
    const store = new Connection(world, process);
    this.handler = new MonitorHandler({
      pipeline: "monitor",
      store,
      library: new PrecompiledLibrary(store),
      redactor,
      deadLetterPercent: 5,
      producer: simulatedProducer(world, process),
      metrics,
      clock: { nowMs: () => world.nowMs },
      log: () => undefined,
      failpoint: (point) => world.step(point).then(() => process.running()),
    });
  }

  /** The group gives it the partition, until the signal. */
  give(released: AbortSignal): void {
    this.working = this.working.then(() => this.keep(released));
  }

  private async keep(released: AbortSignal): Promise<void> {
    for (;;) {
      await this.process.running();
      if (released.aborted) return;
      await this.own(released);
      await this.world.step("the partition is taken up again");
    }
  }

  private async own(released: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const lose = (): void => lost.abort();
    released.addEventListener("abort", lose, { once: true });
    const owned: OwnedPartition = {
      topic: "observations",
      topicId: "t-1",
      partition: 0,
      signal: lost.signal,
      acknowledge: (offset) => this.world.acknowledged(offset),
      surrender: lose,
    };
    try {
      let next = await this.handler.assigned(owned);
      while (!lost.signal.aborted) next = await this.read(owned, next);
    } catch (error) {
      const isFenced = error instanceof Error && error.name === "Fenced";
      if (!isFenced && !lost.signal.aborted) this.world.fail(`A monitor failed: ${String(error)}`);
    }
    lose();
    released.removeEventListener("abort", lose);
    await this.handler.revoked(owned);
  }

  /** Hands over the next batch, or waits for one; returns the offset after it. */
  private async read(owned: OwnedPartition, from: number): Promise<number> {
    const { world, process, handler } = this;
    const records = world.log.records.slice(from, from + world.batchSize());
    if (records.length === 0) {
      const change = world.log.change(owned.signal);
      await handler.idle(owned);
      await change;
      await process.running();
      return from;
    }
    await world.step("a batch is handed over");
    await process.running();
    if (!owned.signal.aborted) await handler.batch(owned, records);
    return from + records.length;
  }
}
