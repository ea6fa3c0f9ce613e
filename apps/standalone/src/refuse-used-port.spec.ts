import { createServer, type AddressInfo } from "node:net";
import { refuseUsedPort } from "./refuse-used-port.ts";

const host = "127.0.0.1";

it("refuses a port in use, and takes it once it is free", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, host, resolve));
  const { port } = other.address() as AddressInfo;
  await expect(refuseUsedPort({ host, port })).rejects.toMatchObject({
    name: "UserError",
    message: `Port ${port} on 127.0.0.1 is in use.`,
    hint: "Stop what listens there, or set PORT.",
  });
  await new Promise((resolve) => other.close(resolve));
  await refuseUsedPort({ host, port });
  await refuseUsedPort({ host, port: 0 });
});
