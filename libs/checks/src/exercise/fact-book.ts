import { TOKEN_ENDPOINT, type Fact, type FactKind } from "#measurement";
import type { Match } from "./selector.ts";

/** What a period's traffic showed, as it is stored. */
export type CountedFact = Fact & { lastAt: Date };

/** A sum of facts. */
export interface Sum {
  count: number;
  lastAt?: Date;
  eventId?: string;
}

const alike = (path: string): string => path.replace(/\{[^}]*\}/g, "{n}");

const fitsName = (name: string, { names, statuses, failures }: Match): boolean => {
  if (names && !names.some((one) => one === name || (one.endsWith("*") && name.startsWith(one.slice(0, -1)))))
    return false;
  if (!statuses) return true;
  const status = Number(name);
  return Number.isNaN(status) ? failures === true : status >= statuses[0] && status <= statuses[1];
};

const fits = ({ environment, endpoint, name }: CountedFact, match: Match): boolean => {
  const { endpoints, paths } = match;
  if (match.environment !== undefined && match.environment !== environment) return false;
  if (endpoints ? !endpoints.includes(endpoint) : endpoint === TOKEN_ENDPOINT) return false;
  if (paths && !paths.some((path) => alike(path) === alike(endpoint.slice(endpoint.indexOf(" ") + 1))))
    return false;
  return fitsName(name, match);
};

/** A period's facts, to be summed. */
export class FactBook {
  readonly #byKind = new Map<FactKind, CountedFact[]>();

  constructor(facts: readonly CountedFact[]) {
    for (const fact of facts) {
      const known = this.#byKind.get(fact.kind);
      if (known) known.push(fact);
      else this.#byKind.set(fact.kind, [fact]);
    }
  }

  /** The facts of a kind. */
  of(kind: FactKind): readonly CountedFact[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** What fits, added up; what restated minutes took back counts no more. */
  sum(match: Match): Sum {
    let count = 0;
    let last: CountedFact | undefined;
    for (const fact of this.of(match.kind)) {
      if (!fits(fact, match)) continue;
      count += fact.count;
      if (fact.count > 0 && (!last || fact.lastAt > last.lastAt)) last = fact;
    }
    if (count <= 0 || !last) return { count: 0 };
    return { count, lastAt: last.lastAt, ...(last.eventId !== undefined && { eventId: last.eventId }) };
  }
}
