import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** A way to a server that can be cut and restored; `heard`: the requests' text that went through. */
export const cuttable = async (address: string) => {
  const { hostname, port } = new URL(address);
  const sockets = new Set<Socket>();
  let isCut = false;
  let heard = "";
  const server = createServer((browser) => {
    if (isCut) return void browser.destroy();
    const behind = connect(Number(port), hostname);
    browser.on("data", (bytes: Buffer) => (heard += bytes.toString("latin1")));
    browser.pipe(behind).pipe(browser);
    for (const socket of [browser, behind]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        browser.destroy();
        behind.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hangUp = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    cut: () => {
      isCut = true;
      hangUp();
    },
    restore: () => {
      isCut = false;
    },
    stop: () => {
      hangUp();
      server.close();
    },
  };
};
