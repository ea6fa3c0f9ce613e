import { lookup as resolve, type LookupAddress, type LookupOptions } from "node:dns";
import { BlockList, isIP } from "node:net";

/** The name resolves to an address that requests of ours must not reach. */
export class ForbiddenDestination extends Error {
  override readonly name = "ForbiddenDestination";

  constructor(host: string, address: string) {
    super(
      `${host} is ${address}, an address of a private network; PRIVATE_NETWORKS would have to hold it, or the URL its address.`,
    );
  }
}

const NOT_PUBLIC = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"],
  ...["::/128", "::1/128", "64:ff9b::/96", "fc00::/7", "fe80::/10", "ff00::/8"],
];

/** Whether a text is a network such as `10.0.0.0/8`. */
export const isNetwork = (text: string): boolean => {
  const [address = "", bits = "", ...more] = text.split("/");
  const version = isIP(address);
  return (
    version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128) && more.length === 0
  );
};

const blockList = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? "ipv4" : "ipv6");
  }
  return list;
};

const notPublic = blockList(NOT_PUBLIC);

const holds = (list: BlockList, address: string): boolean =>
  list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Resolves names as `dns.lookup` does, when a connection is made. */
export type Lookup = (host: string, options: LookupOptions, found: Found) => void;

/**
 * A lookup that refuses addresses of private networks (CIDR) but those of `allowed`. A literal address in a URL is not
 * looked up: whoever wrote it meant it.
 */
export const guardedLookup = (allowed: readonly string[]): Lookup => {
  const permitted = blockList(allowed);
  return (host, options, found) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return found(error, []);
      const forbidden = addresses.find(
        ({ address }) => holds(notPublic, address) && !holds(permitted, address),
      );
      if (forbidden) return found(new ForbiddenDestination(host, forbidden.address), []);
      if (options.all) return found(null, addresses);
      const [{ address, family } = { address: "", family: 4 }] = addresses;
      found(null, address, family);
    });
  };
};
