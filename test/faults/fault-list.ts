import type { Fault, Size } from "./fault.ts";
import { recreatedTopic, truncatedTopic } from "./kinds/broken-topic.ts";
import { brokerKills, postgresKills } from "./kinds/dead-servers.ts";
import { frozenTransactions } from "./kinds/frozen-transaction.ts";
import { fullDisk } from "./kinds/full-disk.ts";
import { duplicates, hostileRecords } from "./kinds/hostile-log.ts";
import { kills } from "./kinds/kills.ts";
import { badNetwork } from "./kinds/network.ts";
import { rebalances } from "./kinds/rebalances.ts";
import { terminations } from "./kinds/terminations.ts";
import { unknownCommits } from "./kinds/unknown-commits.ts";
import { zombies } from "./kinds/zombies.ts";

/** A fault with its full size, and with the short one that every test run takes, where it takes part in that. */
interface Sized {
  fault: Fault;
  full: Size;
  short?: Size;
}

const size = (times: number, events: number): Size => ({ times, events });

/** Every fault by the name that `npm run test:faults -- <name>` knows. */
export const FAULTS = {
  kills: { fault: kills, full: size(200, 100_000), short: size(10, 5000) },
  zombies: { fault: zombies, full: size(50, 20_000), short: size(2, 5000) },
  "frozen-transactions": { fault: frozenTransactions, full: size(9, 10_000), short: size(3, 5000) },
  "postgres-kills": { fault: postgresKills, full: size(10, 20_000), short: size(1, 5000) },
  "broker-kills": { fault: brokerKills, full: size(5, 20_000), short: size(1, 5000) },
  network: { fault: badNetwork, full: size(6, 10_000) },
  "unknown-commits": { fault: unknownCommits, full: size(30, 20_000), short: size(3, 5000) },
  rebalances: { fault: rebalances, full: size(40, 20_000), short: size(4, 6000) },
  duplicates: { fault: duplicates, full: size(1, 20_000) },
  "hostile-records": { fault: hostileRecords, full: size(1, 20_000), short: size(1, 3000) },
  "recreated-topic": { fault: recreatedTopic, full: size(2, 5000) },
  "truncated-topic": { fault: truncatedTopic, full: size(4, 5000), short: size(2, 5000) },
  "full-disk": { fault: fullDisk, full: size(5, 20_000) },
  terminations: { fault: terminations, full: size(20, 20_000), short: size(2, 5000) },
} as const satisfies Record<string, Sized>;

export type FaultName = keyof typeof FAULTS;

const NAMES = Object.keys(FAULTS) as FaultName[];

/** The faults that every test run takes part in, with their short sizes. */
export const SHORT_FAULTS: readonly (readonly [FaultName, Size])[] = NAMES.flatMap((name) => {
  const { short }: Sized = FAULTS[name];
  return short ? [[name, short] as const] : [];
});
