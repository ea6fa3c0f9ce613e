import type { Labels } from "../matcher/matcher.ts";
import type { CompiledRoute, Timing } from "../routing/compile-routing.ts";
import type { Hold } from "./decision.ts";
import { groupLabels } from "./group.ts";

/** Where an alert belongs: a group of one receiver, or of none, and then why. */
export interface Placement {
  /** Of the route, the receiver and the group's labels. */
  key: readonly string[];
  receiver?: string;
  hold?: Hold;
  labels: Labels;
  timing: Timing;
}

const UNROUTED = ["integration", "environment", "alertname"];

const matching = (route: CompiledRoute, labels: Labels): CompiledRoute[] => {
  if (!route.matches(labels)) return [];
  const below: CompiledRoute[] = [];
  for (const child of route.routes) {
    const found = matching(child, labels);
    below.push(...found);
    if (found.length > 0 && !child.continues) break;
  }
  return below.length > 0 ? below : [route];
};

const placed = (
  route: CompiledRoute,
  labels: Labels,
  groupBy: readonly string[],
  end: { receiver: string } | { hold: Hold },
): Placement => {
  const own = groupLabels(labels, groupBy);
  const { waitMs, intervalMs, repeatMs } = route;
  const sorted = Object.entries(own).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    key: [route.key, "receiver" in end ? end.receiver : end.hold.reason, ...sorted.flat()],
    ...end,
    labels: own,
    timing: { waitMs, intervalMs, repeatMs },
  };
};

/** Stage 1: the routes that match, deepest first found, and for each of their receivers the group that it falls into. */
export const route = (labels: Labels, root: CompiledRoute, configured: readonly string[]): Placement[] => {
  const routes = matching(root, labels);
  if (routes.length === 0)
    return [placed(root, labels, UNROUTED, { hold: { stage: "route", reason: "no-route" } })];
  return routes.flatMap((one) => {
    const names = one.receivers ?? configured;
    const known = names.filter((name) => configured.includes(name));
    const unknown = names.filter((name) => !configured.includes(name));
    const holds: Hold[] = [];
    if (unknown.length > 0) holds.push({ stage: "route", reason: "unknown-receiver", by: unknown });
    if (names.length === 0) holds.push({ stage: "route", reason: "no-receiver" });
    return [
      ...known.map((receiver) => placed(one, labels, one.groupBy, { receiver })),
      ...holds.map((hold) => placed(one, labels, UNROUTED, { hold })),
    ];
  });
};
