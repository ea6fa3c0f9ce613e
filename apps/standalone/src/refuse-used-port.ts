import { createServer } from "node:net";
import { UserError, type Configuration } from "#platform";

/** The UserError for an address that something else listens on. */
export const portInUse = ({ host, port }: Pick<Configuration, "host" | "port">): UserError =>
  new UserError(`Port ${port} on ${host} is in use.`, "Stop what listens there, or set PORT.");

/** Rejects with a UserError where something listens on the configured port, before anything else is begun. */
export const refuseUsedPort = (address: Pick<Configuration, "host" | "port">): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? portInUse(address) : error),
    );
    probe.listen(address.port, address.host, () => probe.close(() => resolve()));
  });
