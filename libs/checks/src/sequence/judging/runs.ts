import type { Diagram } from "../model/diagram.ts";
import { firstOf } from "../trace.ts";
import type { Trace } from "../trace.ts";
import { runReader } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** All diagrams of a specification, as far as they were read. */
export interface Diagrams {
  readable: readonly (Diagram & { read(seen: ReadonlySet<number>): Reading })[];
  /** Keys of arrows in diagrams that were not read whole. */
  unreadKeys: ReadonlySet<number>;
  /** Whether a diagram was not read whole, so that it may show what no other does. */
  unread: boolean;
}

/** A diagram that a trace is a run of, with what it says of it. */
export interface Run {
  diagram: Diagram;
  reading: Reading;
}

/** Gives a diagram its reader. */
export const readable = (diagram: Diagram): Diagrams["readable"][number] => ({
  ...diagram,
  read: runReader(diagram),
});

/** Whether a diagram's beginning was seen, and nothing between participants came before all of its arrows. */
const begins = (trace: Trace, diagram: Diagram, earliestMs: number): boolean =>
  trace.keys.some((key) => diagram.beginnings.has(key)) && firstOf(trace, diagram.keys) <= earliestMs;

/**
 * The diagrams that the trace is a run of: those it begins, and of them those that show most of what came. None where
 * its beginning was not captured: such a trace may be another flow that shares some steps.
 */
export const diagramsOf = (trace: Trace, diagrams: Diagrams): Diagrams["readable"] => {
  const earliestMs = Math.min(trace.strayMs ?? Infinity, ...trace.firstMs);
  if (firstOf(trace, diagrams.unreadKeys) <= earliestMs) return [];
  const begun = diagrams.readable.filter((diagram) => begins(trace, diagram, earliestMs));
  if (begun.length < 2) return begun;
  const fits = begun.map(({ keys }) => trace.keys.filter((key) => keys.has(key)).length);
  return begun.filter((_, index) => fits[index] === Math.max(...fits));
};

/** The same with their readings. */
export const runsOf = (trace: Trace, diagrams: Diagrams): Run[] => {
  const seen = new Set(trace.keys);
  return diagramsOf(trace, diagrams).map((diagram) => ({ diagram, reading: diagram.read(seen) }));
};
