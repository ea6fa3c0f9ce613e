import type { Diagram } from "../model/diagram.ts";
import type { Step } from "../model/step.ts";
import { candidates } from "./taken.ts";

/** Which arrows must directly precede which, as far as the branches that were taken tell; by index. */
export type Predecessors = ReadonlyMap<number, readonly number[]>;

type Last = Map<string, readonly number[]>;

/** For each participant what it received and sent last. */
interface Frontier {
  /** Without its internal steps. */
  received: Last;
  /** Without what came asynchronously: where both differ, either may be what a call waited for. */
  receivedInTime: Last;
  /** Without what it sent asynchronously. */
  sent: Last;
}

const copy = ({ received, receivedInTime, sent }: Frontier): Frontier => ({
  received: new Map(received),
  receivedInTime: new Map(receivedInTime),
  sent: new Map(sent),
});

const PARTS = ["received", "receivedInTime", "sent"] as const;

/** What holds whichever of these ways was gone: where they differ, nothing is known. */
const agreed = (ways: readonly Frontier[]): Frontier => {
  const [first, ...others] = ways;
  const result = first ? copy(first) : { received: new Map(), receivedInTime: new Map(), sent: new Map() };
  for (const part of PARTS) {
    const participants = new Set(ways.flatMap((way) => [...way[part].keys()]));
    for (const participant of participants) {
      const value = result[part].get(participant);
      if (others.some((way) => way[part].get(participant) !== value)) result[part].set(participant, []);
    }
  }
  return result;
};

/** After all branches were gone through: each participant goes on from what they changed for it. */
const joined = (before: Frontier, ways: readonly Frontier[]): Frontier => {
  const result = copy(before);
  for (const part of PARTS) {
    const participants = new Set(ways.flatMap((way) => [...way[part].keys()]));
    for (const participant of participants) {
      const changed = ways
        .map((way) => way[part].get(participant))
        .filter((value) => value !== undefined && value !== before[part].get(participant));
      if (changed.length > 0)
        result[part].set(participant, [...new Set(changed.flatMap((one) => one ?? []))]);
    }
  }
  return result;
};

/** The causal order of the arrows of the branches that were taken. */
export const predecessorsOf = ({ arrows, steps }: Diagram, seen: ReadonlySet<number>): Predecessors => {
  const preceding = new Map<number, readonly number[]>();

  const pass = (index: number, frontier: Frontier): void => {
    const { from, to, self, clause } = arrows[index]!;
    const { arrow, lost, both } = clause.parameters;
    if (both) return void preceding.set(index, []);
    const received = frontier.received.get(from) ?? [];
    const inTime = frontier.receivedInTime.get(from) ?? [];
    if (arrow === "async") preceding.set(index, received);
    else {
      const certain = inTime.length === 0 || String(inTime) === String(received);
      preceding.set(index, [...(certain ? received : []), ...(frontier.sent.get(from) ?? [])]);
      frontier.sent.set(from, [index]);
    }
    if (self || lost) return;
    frontier.received.set(to, [index]);
    if (arrow !== "async") frontier.receivedInTime.set(to, [index]);
  };

  const follow = (within: readonly Step[], before: Frontier): Frontier => {
    let frontier = copy(before);
    for (const step of within) {
      if (typeof step === "number") {
        pass(step, frontier);
        continue;
      }
      const { branches, untaken } = candidates(step, seen);
      const ways = branches.map((branch) => follow(branch.steps, frontier));
      if (step.block === "par" || step.block === "group") frontier = joined(frontier, ways);
      else if (step.block !== "break") frontier = agreed(untaken ? [...ways, frontier] : ways);
    }
    return frontier;
  };

  follow(steps, { received: new Map(), receivedInTime: new Map(), sent: new Map() });
  return preceding;
};

/** All that must precede an arrow, through whatever lies between. */
export const ancestorsOf = (index: number, preceding: Predecessors): ReadonlySet<number> => {
  const found = new Set<number>();
  const pending = [...(preceding.get(index) ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...(preceding.get(next) ?? []));
  }
  return found;
};
