import type { TruthEntry } from "../cloud-event.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { isObject } from "../value/schema-value.ts";

/** Exchanges that an environment must have shown before it is compared. */
const COMPARED_FROM = 100;

interface Seen {
  exchanges: number;
  members: Set<string>;
}

/**
 * Knows, in log order, which members successful bodies have in which environment, and tells when one stands in an
 * environment and never in another.
 */
export class ParityOracle {
  private readonly seen = new Map<string, Map<string, Seen>>();
  private readonly told = new Set<string>();

  observe(draft: ExchangeDraft, eventId: string): TruthEntry[] {
    const { endpoint, environment, response } = draft;
    if (endpoint === undefined || environment.name === undefined || !isObject(response?.body)) return [];
    if (response.status < 200 || response.status > 299) return [];
    const key = `${endpoint.label} ${response.status}`;
    const environments = this.seen.get(key) ?? new Map<string, Seen>();
    this.seen.set(key, environments);
    const own = environments.get(environment.name) ?? { exchanges: 0, members: new Set<string>() };
    environments.set(environment.name, own);
    own.exchanges++;
    for (const member of Object.keys(response.body)) own.members.add(member);
    return this.differing(key, [...environments.values()]).map(() => ({
      rule: "environment.parity",
      eventId,
      endpoint: endpoint.label,
    }));
  }

  private differing(key: string, all: readonly Seen[]): string[] {
    const compared = all.filter(({ exchanges }) => exchanges >= COMPARED_FROM);
    const members = new Set(compared.flatMap((seen) => [...seen.members]));
    return [...members].filter((member) => {
      const isTold = this.told.has(`${key} ${member}`);
      if (isTold || compared.every((seen) => seen.members.has(member))) return false;
      this.told.add(`${key} ${member}`);
      return true;
    });
  }
}
