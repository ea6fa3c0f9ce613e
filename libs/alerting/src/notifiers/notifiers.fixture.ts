import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Alert } from "../alert.ts";
import type { Notification } from "../notification.ts";

export const NOW = Date.UTC(2024, 0, 15, 12);

export const alert = (change: Partial<Alert> = {}): Alert => ({
  id: "a1",
  labels: {
    alertname: "request.body-invalid",
    severity: "error",
    integration: "orders",
    party: "consumer",
    environment: "production",
    endpoint: "POST /orders",
    client: "shop",
  },
  annotations: {
    summary: "items[0].quantity is 0; the specification asks for at least 1",
    clause: "spec.md:120  minimum: 1",
    expected: "≥ 1",
    actual: "0",
    url: "https://watch.example/violations/v1",
  },
  startsAtMs: NOW - 60_000,
  ...change,
});

export const notification = (change: Partial<Notification> = {}): Notification => ({
  deduplicationKey: "key-1",
  groupKey: "group-1",
  groupLabels: { alertname: "request.body-invalid", integration: "orders", environment: "production" },
  status: "firing",
  alerts: [alert()],
  omitted: 0,
  url: "https://watch.example/alerts",
  ...change,
});

/** A request that a receiver was sent. */
export interface Received {
  method?: string;
  path?: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver on the loopback that answers as it is told and keeps what it was sent. */
export interface Receiver {
  url: string;
  received: Received[];
  answers(status: number, headers?: Record<string, string>, body?: string): void;
  close(): void;
}

export const startReceiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  let answer: [number, Record<string, string>, string] = [200, {}, "ok"];
  const server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      const { method, url: path, headers } = request;
      received.push({ method, path, headers, body });
      response.writeHead(answer[0], answer[1]).end(answer[2]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers: (status, headers = {}, body = "") => (answer = [status, headers, body]),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
