import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What a receiver answers to its n-th request, from 1; after a while, where it is slow. */
export type Answer = (n: number) => { status: number; location?: string; afterMs?: number };

/** A receiver over HTTP on the loopback, which can go down and come back under the same address. */
export interface HttpReceiver {
  url: string;
  /** The deduplication keys that it was sent, in order. */
  keys: string[];
  /** The bodies of it, as JSON. */
  bodies: { data: { alerts: { annotations: Record<string, string> }[] } }[];
  answer: Answer;
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });

/** Starts a receiver that takes everything. */
export const startHttpReceiver = async (): Promise<HttpReceiver> => {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      receiver.keys.push(String(request.headers["webhook-id"]));
      receiver.bodies.push(JSON.parse(body) as HttpReceiver["bodies"][number]);
      const { status, location, afterMs = 0 } = receiver.answer(receiver.keys.length);
      void sleep(afterMs).then(() => response.writeHead(status, location ? { location } : {}).end());
    });
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const receiver: HttpReceiver = {
    url: `http://127.0.0.1:${port}`,
    keys: [],
    bodies: [],
    answer: () => ({ status: 200 }),
    goDown: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    comeBack: () => listen(server, port),
  };
  return receiver;
};
