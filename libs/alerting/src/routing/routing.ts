/** Who is told of what, as people write it: a node of the tree. What is absent is as in the node above. */
export interface Route {
  /** All must match; none lets everything through. */
  matchers?: string[];
  /** Names of receivers; in the whole tree absent: every configured one. */
  receivers?: string[];
  /** Labels whose values tell groups apart; `...` stands for all. */
  groupBy?: string[];
  /** How long a new group waits for more of its kind: `2s`. */
  groupWait?: string;
  /** The least time between two notifications about a group: `5m`. */
  groupInterval?: string;
  /** When what still lasts is told again: `4h`. */
  repeatInterval?: string;
  /** Whether the routes beside and after this one are tried too. */
  continue?: boolean;
  /** The first that matches takes the alert; where none does, this node keeps it. */
  routes?: Route[];
}

/** While an alert of `source` lasts, those of `target` with the same values of `equal` are held back. */
export interface Inhibition {
  source: string[];
  target: string[];
  equal: string[];
}

/** The routing tree, and what holds what back; absent inhibitions are the usual ones. */
export interface Routing {
  route: Route;
  inhibitions?: Inhibition[];
}

/** What stands in the stream `routing`. */
export interface RoutingSet {
  type: "RoutingSet";
  routing: Routing;
  by: string;
}

/** Everything from `warning` up, to every configured receiver; `info` is recorded only. */
export const DEFAULT_ROUTING: Routing = {
  route: {
    matchers: ['severity=~"warning|error|critical"'],
    groupBy: ["integration", "environment", "alertname"],
    groupWait: "2s",
    groupInterval: "5m",
    repeatInterval: "4h",
  },
};
