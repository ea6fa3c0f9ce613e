import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** What a receiver was sent. */
export interface ReceivedWebhook {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  atMs: number;
}

/** A receiver of webhooks on the loopback, which answers as it is told. */
export const startWebhookReceiver = async () => {
  const received: ReceivedWebhook[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      received.push({ url: request.url ?? "", headers: request.headers, body, atMs: Date.now() });
      receiver.answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const receiver = {
    port,
    url: `http://127.0.0.1:${port}`,
    received,
    answer: ((_request, response) => response.end("ok")) as RequestListener,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
};
