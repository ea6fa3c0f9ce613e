import type { Body, Exchange, Headers } from "#observation";
import type { Clause, ClauseKind, ClauseOf, Specification } from "#spec";
import type { Signal, Verdict } from "../verdict.ts";
import type { CompiledSpecification } from "../compiled-specification.ts";

/** A clause with a place made up from its path. */
export const clause = <K extends ClauseKind>(
  kind: K,
  path: string,
  parameters: ClauseOf<K>["parameters"],
  more: Partial<ClauseOf<K>> = {},
): ClauseOf<K> => ({ kind, path, parameters, file: "spec.md", line: 1, column: 1, text: path, ...more });

export const specification = (...clauses: unknown[]): Specification => ({
  id: "shop",
  title: "Shop",
  revision: "sha256:0",
  files: [],
  clauses: clauses.map((one, index) => ({ ...(one as Clause), line: index + 1 })),
  blocks: [],
  diagnostics: [],
});

export const headers = (values: Record<string, string>): Headers => {
  const entries = Object.entries(values).map(([name, value]) => [name.toLowerCase(), value] as const);
  const map = new Map(entries);
  return {
    get: (name) => map.get(name),
    credential: (name) => /hmac:.*/s.exec(map.get(name) ?? "")?.[0].trimEnd(),
    entries: () => entries,
  };
};

export const json = (value: unknown): Body => ({ state: "json", value });

interface Sketch {
  method?: string;
  url?: string;
  request?: { headers?: Record<string, string>; body?: Body };
  response?: { status: number; headers?: Record<string, string>; body?: Body } | null;
}

let nextId = 0;

const message = (sketch: { headers?: Record<string, string>; body?: Body } = {}) => ({
  headers: sketch.headers && headers(sketch.headers),
  body: sketch.body ?? ({ state: "absent" } as const),
});

/** `https://api.shop.test/orders` called by POST and answered 201 with nothing captured, unless told. */
export const exchange = (sketch: Sketch & Partial<Omit<Exchange, keyof Sketch>> = {}): Exchange => {
  const { method = "POST", url = "https://api.shop.test/orders", request, response, ...rest } = sketch;
  const { protocol, host, pathname, search } = new URL(url);
  return {
    type: "exchange",
    source: "test",
    id: String((nextId += 1)),
    timeMs: Date.UTC(2024, 0, 15, 10, 30),
    partial: false,
    method,
    url: { scheme: protocol.slice(0, -1), host, path: pathname, query: search.slice(1) },
    request: message(request),
    response: response === null ? undefined : { status: response?.status ?? 201, ...message(response) },
    ...rest,
  };
};

/** What a fresh state says about these exchanges, in order. */
export const signalsOf = (compiled: CompiledSpecification, ...exchanges: readonly Exchange[]): Signal[] => {
  const signals: Signal[] = [];
  const state = compiled.initialState();
  let clockMs = 0;
  for (const one of exchanges) {
    clockMs = Math.max(clockMs, one.timeMs);
    compiled.observe(state, one, clockMs, (signal) => signals.push(signal));
  }
  return signals;
};

export const verdictsOf = (compiled: CompiledSpecification, ...exchanges: readonly Exchange[]): Verdict[] =>
  signalsOf(compiled, ...exchanges).flatMap((signal) => (signal.kind === "end" ? [] : signal.verdict));
