import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** One connection through a proxy. */
export interface Link {
  client: Socket;
  server: Socket;
  /** From now on nothing passes in either direction, and neither side is told. */
  silent: boolean;
}

/** What becomes of bytes on their way: these pass, or none do. */
type Pass = Buffer | undefined;

/** Looks into what passes; either may cut the link. */
export interface Interceptor {
  toServer?(bytes: Buffer, link: Link): Pass;
  toClient?(bytes: Buffer, link: Link): Pass;
}

/** Ends both sides of a connection at once. */
export const cut = ({ client, server }: Link): void => {
  client.destroy();
  server.destroy();
};

/** Stands between a client and a server on loopback, and makes the network between them a bad one. */
export class TcpProxy {
  latencyMs = 0;
  intercept: Interceptor = {};
  private readonly links = new Set<Link>();
  private released: { promise: Promise<void>; resolve(): void } | undefined;

  private constructor(
    private readonly listener: Server,
    private readonly targetPort: number,
  ) {
    listener.on("connection", (client: Socket) => {
      this.join(client);
    });
  }

  static async to(targetPort: number): Promise<TcpProxy> {
    const listener = createServer({ noDelay: true });
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    return new TcpProxy(listener, targetPort);
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** Nothing passes until `release`, as when every packet is dropped: what is sent meanwhile arrives then. */
  hold(): void {
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => (resolve = done));
    this.released ??= { promise, resolve };
  }

  /** Packets pass again: `arrive` with what was sent meanwhile; after a `reset` the connections are gone, after
   * `silence` they stay and carry nothing any more. */
  release(how: "arrive" | "reset" | "silence"): void {
    for (const link of this.links)
      if (how === "reset") cut(link);
      else if (how === "silence") link.silent = true;
    this.released?.resolve();
    this.released = undefined;
  }

  async close(): Promise<void> {
    this.release("reset");
    this.listener.close();
    await once(this.listener, "close");
  }

  private join(client: Socket): void {
    const server = connect({ port: this.targetPort, host: "127.0.0.1", noDelay: true });
    const link: Link = { client, server, silent: false };
    this.links.add(link);
    this.pump(link, client, server, (bytes) =>
      this.intercept.toServer ? this.intercept.toServer(bytes, link) : bytes,
    );
    this.pump(link, server, client, (bytes) =>
      this.intercept.toClient ? this.intercept.toClient(bytes, link) : bytes,
    );
  }

  private pump(link: Link, from: Socket, to: Socket, look: (bytes: Buffer) => Pass): void {
    let tail = Promise.resolve();
    from.on("data", (bytes: Buffer) => {
      const dueAt = performance.now() + this.latencyMs;
      tail = tail.then(async () => {
        const aheadMs = dueAt - performance.now();
        if (aheadMs > 1) await sleep(aheadMs);
        await this.released?.promise;
        if (link.silent || to.destroyed) return;
        const passing = look(bytes);
        if (passing && !to.destroyed) to.write(passing);
      });
    });
    from.on("error", () => undefined);
    from.on("close", () => {
      void tail.then(async () => {
        await this.released?.promise;
        this.links.delete(link);
        if (!link.silent) to.destroySoon();
        else to.destroy();
      });
    });
  }
}
