import type { Labels } from "../matcher/matcher.ts";

/** The labels that tell an alert's group apart; `...` takes all of them. */
export const groupLabels = (labels: Labels, groupBy: readonly string[]): Labels =>
  groupBy.includes("...")
    ? labels
    : Object.fromEntries(
        groupBy.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])),
      );
