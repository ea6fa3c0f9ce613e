import { createShutdown } from "./shutdown.ts";

describe("shutdown", () => {
  it("closes in reverse order, once, whatever fails", async () => {
    const order: string[] = [];
    const shutdown = createShutdown();
    shutdown.add("pool", () => void order.push("pool"));
    shutdown.add("broken", () => Promise.reject(new Error("no")));
    shutdown.add("server", async () => {
      await Promise.resolve();
      order.push("server");
    });
    const [first, second] = await Promise.all([shutdown.run(), shutdown.run()]);
    expect(order).toEqual(["server", "pool"]);
    expect(first).toEqual(["broken: no"]);
    expect(second).toBe(first);
  });

  it("gives up on what does not close", async () => {
    const shutdown = createShutdown(20);
    shutdown.add("stuck", () => new Promise(() => undefined));
    expect(await shutdown.run()).toEqual(["stuck: still closing after 0.02 s"]);
  });
});
