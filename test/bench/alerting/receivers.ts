import { createServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { preciseMs } from "../pipeline/consumer-settings.ts";

/** Somewhere that notifications are sent to. */
export interface Receiver {
  url: string;
  close(): void;
}

/** A receiver that takes everything and keeps when it was first told of each violation. */
export interface HealthyReceiver extends Receiver {
  told: ReadonlyMap<string, number>;
}

interface Body {
  data: { alerts: { annotations: { url?: string } }[] };
}

const listening = async (server: Server, close: () => void): Promise<Receiver> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};

/** Answers at once. */
export const healthyReceiver = async (): Promise<HealthyReceiver> => {
  const told = new Map<string, number>();
  const server = createServer((request, response) => {
    const atMs = preciseMs();
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => (text += part));
    request.on("end", () => {
      response.end();
      for (const { annotations } of (JSON.parse(text) as Body).data.alerts) {
        const id = annotations.url?.split("/").at(-1) ?? "";
        if (!told.has(id)) told.set(id, atMs);
      }
    });
  });
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { ...(await listening(server, close)), told };
};

/** Takes connections and never answers. */
const blackHole = (): Promise<Receiver> => {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.resume();
  });
  return listening(server, () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
};

/** Refuses connections: nobody listens there. */
const refusing = async (): Promise<Receiver> => {
  const server = createTcpServer();
  const receiver = await listening(server, () => undefined);
  await new Promise((resolve) => server.close(resolve));
  return receiver;
};

/** Receivers by how they are. */
export const RECEIVERS = {
  healthy: healthyReceiver,
  "refuses connections": refusing,
  "never answers": blackHole,
} as const;
