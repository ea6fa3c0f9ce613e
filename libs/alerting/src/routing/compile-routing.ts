import { DEFAULT_INHIBITIONS } from "../inhibition/default-inhibitions.ts";
import { parseDuration } from "../duration.ts";
import { compileMatchers, InvalidMatcher, type LabelTest } from "../matcher/matcher.ts";
import { DEFAULT_ROUTING, type Inhibition, type Route, type Routing } from "./routing.ts";

/** When a group is told. */
export interface Timing {
  waitMs: number;
  intervalMs: number;
  repeatMs: number;
}

/** A node of the tree with everything it inherits. */
export interface CompiledRoute extends Timing {
  /** The matchers from the root on. */
  key: string;
  matches: LabelTest;
  /** Undefined: every configured one. */
  receivers: readonly string[] | undefined;
  groupBy: readonly string[];
  continues: boolean;
  routes: readonly CompiledRoute[];
}

/** An inhibition with its matchers compiled. */
export interface CompiledInhibition {
  source: LabelTest;
  target: LabelTest;
  equal: readonly string[];
}

/** A routing tree ready to be asked. */
export interface CompiledRouting {
  root: CompiledRoute;
  inhibitions: readonly CompiledInhibition[];
}

/** Where something in a tree cannot be used, and why. */
export interface RoutingProblem {
  /** `route.routes.0.matchers.1` */
  parameter: string;
  message: string;
}

const MAX_DEPTH = 10;
const MAX_ROUTES = 200;
const DAY_MS = 86_400_000;
const LIMITS = {
  groupWait: [0, 3_600_000, "0s to 1h"],
  groupInterval: [1000, DAY_MS, "1s to 1d"],
  repeatInterval: [60_000, 30 * DAY_MS, "1m to 30d"],
} as const;

/** Compiles a tree, gathering every problem; the result is whole only where there are none. */
class Compiler {
  readonly problems: RoutingProblem[] = [];
  private routes = 0;

  route(
    route: Route,
    above: Omit<CompiledRoute, "matches" | "continues" | "routes">,
    at: string,
  ): CompiledRoute {
    const depth = at.split(".routes").length;
    this.routes += 1;
    if (depth > MAX_DEPTH || this.routes > MAX_ROUTES)
      this.tell(at, `at most ${MAX_ROUTES} routes, ${MAX_DEPTH} deep, are expected`);
    const own = {
      key: `${above.key}/{${(route.matchers ?? []).join(",")}}`,
      receivers: route.receivers ?? above.receivers,
      groupBy: route.groupBy ?? above.groupBy,
      waitMs: this.duration(route, "groupWait", at) ?? above.waitMs,
      intervalMs: this.duration(route, "groupInterval", at) ?? above.intervalMs,
      repeatMs: this.duration(route, "repeatInterval", at) ?? above.repeatMs,
    };
    return {
      ...own,
      matches: this.matchers(route.matchers ?? [], `${at}.matchers`),
      continues: route.continue ?? false,
      routes:
        depth > MAX_DEPTH
          ? []
          : (route.routes ?? []).map((child, n) => this.route(child, own, `${at}.routes.${n}`)),
    };
  }

  inhibition({ source, target, equal }: Inhibition, at: string): CompiledInhibition {
    if (source.length === 0) this.tell(`${at}.source`, "at least one matcher is expected");
    if (target.length === 0) this.tell(`${at}.target`, "at least one matcher is expected");
    return {
      source: this.matchers(source, `${at}.source`),
      target: this.matchers(target, `${at}.target`),
      equal,
    };
  }

  private matchers(texts: readonly string[], at: string): LabelTest {
    const tests = texts.map((text, n) => {
      try {
        return compileMatchers([text]);
      } catch (error) {
        if (!(error instanceof InvalidMatcher)) throw error;
        this.tell(`${at}.${n}`, error.message);
        return () => false;
      }
    });
    return (labels) => tests.every((test) => test(labels));
  }

  private duration(route: Route, name: keyof typeof LIMITS, at: string): number | undefined {
    const text = route[name];
    if (text === undefined) return undefined;
    const [least, most, range] = LIMITS[name];
    const ms = parseDuration(text);
    if (ms === undefined || ms < least || ms > most)
      this.tell(`${at}.${name}`, `${JSON.stringify(text)}; a duration of ${range} is expected`);
    return ms;
  }

  private tell(parameter: string, message: string): void {
    this.problems.push({ parameter, message });
  }
}

const TOP = {
  key: "",
  receivers: undefined,
  groupBy: DEFAULT_ROUTING.route.groupBy!,
  waitMs: parseDuration(DEFAULT_ROUTING.route.groupWait!)!,
  intervalMs: parseDuration(DEFAULT_ROUTING.route.groupInterval!)!,
  repeatMs: parseDuration(DEFAULT_ROUTING.route.repeatInterval!)!,
};

/** Compiles a tree and says what in it cannot be used; what cannot, matches nothing. */
export const compileRouting = (
  routing: Routing,
): { compiled: CompiledRouting; problems: readonly RoutingProblem[] } => {
  const compiler = new Compiler();
  const root = compiler.route(routing.route, TOP, "route");
  const inhibitions = (routing.inhibitions ?? DEFAULT_INHIBITIONS).map((one, n) =>
    compiler.inhibition(one, `inhibitions.${n}`),
  );
  return { compiled: { root, inhibitions }, problems: compiler.problems };
};
