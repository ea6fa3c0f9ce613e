import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { guardedLookup, isNetwork } from "./destinations.ts";
import { sendRequest } from "./send-request.ts";

let server: Server;
let port: number;
let answer: RequestListener;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = (host: string, allowed: readonly string[] = [], signal?: AbortSignal) =>
  sendRequest(
    { url: `http://${host}:${port}/hook`, headers: { a: "b" }, body: "größe" },
    guardedLookup(allowed),
    signal,
  );

it("sends the body as it is, and gives the answer back", async () => {
  answer = (request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () =>
      response
        .writeHead(201, { x: "y" })
        .end(`${request.method} ${request.url} ${request.headers.a} ${body}`),
    );
  };
  expect(await post("127.0.0.1")).toMatchObject({
    status: 201,
    headers: { x: "y" },
    body: "POST /hook b größe",
  });
});

it("refuses a name that is an address of a private network, unless it is allowed", async () => {
  await expect(post("localhost")).rejects.toThrow(
    /localhost is (127\.0\.0\.1|::1), an address of a private network/,
  );
  answer = (_request, response) => response.end("ok");
  expect((await post("localhost", ["127.0.0.0/8", "::1/128"])).status).toBe(200);
  await expect(post("localhost", ["10.0.0.0/8"])).rejects.toThrow("PRIVATE_NETWORKS");
});

it("follows no redirect", async () => {
  answer = (_request, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
  expect(await post("127.0.0.1")).toMatchObject({ status: 302 });
});

it("keeps 64 KiB of an answer without end", async () => {
  answer = (_request, response) => {
    const more = (): void => void (response.write("x".repeat(10_000)) && setImmediate(more));
    more();
  };
  expect((await post("127.0.0.1")).body).toHaveLength(65_536);
});

it("says what went wrong where no answer comes", async () => {
  answer = (request) => request.socket.destroy();
  await expect(post("127.0.0.1")).rejects.toMatchObject({ name: "NoAnswer" });
  answer = () => undefined;
  await expect(post("127.0.0.1", [], AbortSignal.timeout(50))).rejects.toMatchObject({ name: "NoAnswer" });
  await expect(
    sendRequest({ url: "nonsense", headers: {}, body: "" }, guardedLookup([])),
  ).rejects.toMatchObject({ name: "NoAnswer" });
});

it.each([
  ["10.0.0.0/8", true],
  ["fc00::/7", true],
  ["10.0.0.0", false],
  ["10.0.0.0/33", false],
  ["ten/8", false],
  ["10.0.0.0/8/8", false],
])("%s is a network: %s", (text, expected) => expect(isNetwork(text)).toBe(expected));
