import { clausesOf, pointerSegment } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Check, ExchangeContext } from "../check.ts";
import { NOT_JSON, bodyValue } from "../engine/body-value.ts";
import { documentedEndpoints } from "../engine/endpoint-clauses.ts";
import { isSuccess, occurrence } from "../engine/finding.ts";
import type { Finding } from "../engine/finding.ts";
import { lacksOf, newMemberTree, noteMembers } from "./member-tree.ts";
import type { Lack, MemberTree, Room } from "./member-tree.ts";
import { PARITY } from "./rules.ts";

const MIN_EXCHANGES = 100;
const MAX_MEMBERS = 2_000;

interface Answers {
  exchanges: number;
  tree: MemberTree;
}

interface ParityState {
  statuses: Map<number, Map<string, Answers>>;
  room: Room;
  /** Status and member, once reported. */
  reported: Set<string>;
}

type BaseUrls = readonly ClauseOf<"environment.base-url">[];

const answersOf = (state: ParityState, status: number, environment: string): Answers => {
  let byEnvironment = state.statuses.get(status);
  if (!byEnvironment) state.statuses.set(status, (byEnvironment = new Map()));
  let answers = byEnvironment.get(environment);
  if (!answers) byEnvironment.set(environment, (answers = { exchanges: 0, tree: newMemberTree() }));
  return answers;
};

const findingOf = (
  context: ExchangeContext,
  bases: BaseUrls,
  [rich, poor]: readonly [string, string],
  { path, seen, of, missingIn }: Lack,
): Finding => {
  const status = context.exchange.response!.status;
  const pointer = path.map((name) => `/${pointerSegment(name)}`).join("");
  return {
    rule: PARITY,
    clause: bases.find(({ parameters }) => parameters.environment === poor)!,
    subject: `${context.label} ${status} ${pointer}`,
    message: `${context.label} answers ${status} with ${path.join(".")} in ${rich} and never in ${poor}`,
    evidence: {
      expected: `the member in every environment, as in ${seen} of ${of} in ${rich}`,
      actual: `0 of ${missingIn} in ${poor}`,
      pointer,
    },
  };
};

const compileEndpoint = (endpoint: ClauseOf<"endpoint">, bases: BaseUrls): Check<ParityState> => {
  const environments = new Set(bases.map(({ parameters }) => parameters.environment));
  return {
    key: `${PARITY.id} ${endpoint.path}`,
    endpoint: endpoint.path,
    initialState: () => ({ statuses: new Map(), room: { left: MAX_MEMBERS }, reported: new Set() }),
    exchange(state, context, report) {
      const { environment, exchange } = context;
      const { response } = exchange;
      if (!response || !isSuccess(response.status) || exchange.method === "HEAD") return;
      if (environment === undefined || !environments.has(environment)) return;
      const value = bodyValue(response.body);
      if (value === NOT_JSON || typeof value !== "object" || value === null) return;
      const answers = answersOf(state, response.status, environment);
      answers.exchanges += 1;
      noteMembers(answers.tree, value, state.room);
      if (answers.exchanges % MIN_EXCHANGES !== 0) return;
      for (const [other, known] of state.statuses.get(response.status)!) {
        if (other === environment || known.exchanges < MIN_EXCHANGES) continue;
        const pairs = [
          { names: [environment, other] as const, lacks: lacksOf(answers.tree, known.tree) },
          { names: [other, environment] as const, lacks: lacksOf(known.tree, answers.tree) },
        ];
        for (const { names, lacks } of pairs) {
          for (const lack of lacks) {
            const finding = findingOf(context, bases, names, lack);
            if (state.reported.has(finding.subject!)) continue;
            state.reported.add(finding.subject!);
            report(occurrence({ ...context, environment: names[1] }, finding));
          }
        }
      }
    },
  };
};

/** Compares environments, an endpoint at a time; nothing where the specification has fewer than two. */
export const compileParity = (specification: Specification): Check<ParityState>[] => {
  const bases = clausesOf(specification, "environment.base-url");
  if (new Set(bases.map(({ parameters }) => parameters.environment)).size < 2) return [];
  return documentedEndpoints(specification).map((endpoint) => compileEndpoint(endpoint, bases));
};
