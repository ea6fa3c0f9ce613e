import { SEVERITIES, type Severity } from "#checks";
import type { Violation, ViolationEvent } from "./violation.ts";

/** What stands in a violation's stream, folded. `written` is the count of its last event. */
export type ViolationState =
  | { status: "none" }
  | {
      status: "open" | "acknowledged" | "resolved";
      id: string;
      severity: Severity;
      written: number;
      ended: boolean;
      owner?: string;
    };

/** What people may ask of a violation. */
export type PersonsCommand =
  | { type: "Acknowledge" | "Resolve"; by: string; note?: string }
  | { type: "Assign"; to: string; by: string; note?: string };

/** What may be asked of a violation: by the checks (open, recur, escalate) or by people. */
export type ViolationCommand =
  | { type: "Open"; violation: Violation; episode?: true }
  | { type: "Recur"; count: number; eventIds: string[]; lastTime: string; ended: boolean }
  | { type: "Escalate"; severity: Severity; time: string }
  | PersonsCommand;

/** A command that the violation's state does not allow; `message` is for people. */
export class ViolationConflict extends Error {}

/** The state of a stream without events. */
export const initialState: ViolationState = { status: "none" };

/** Whether `to` reaches a power of ten from 10 upwards that `from` had not reached. */
const passesPowerOfTen = (from: number, to: number): boolean => {
  let power = 10;
  while (power <= from) power *= 10;
  return power <= to;
};

/** Whether a recurrence is told: at each power of ten from 10 upwards, and at the end. */
export const tellsRecurrence = (written: number, count: number, ended: boolean): boolean =>
  ended || passesPowerOfTen(written, count);

/** Whether one severity is graver than another. */
export const isGraver = (severity: Severity, than: Severity): boolean =>
  SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(than);

/** The events that a command leads to; none when nothing is to be told. Throws {@link ViolationConflict}. */
export const decide = (state: ViolationState, command: ViolationCommand): ViolationEvent[] => {
  if (state.status === "none") {
    if (command.type === "Open") {
      const { violation, episode } = command;
      return [{ type: "ViolationOpened", violation, ...(episode && { episode }) }];
    }
    throw new ViolationConflict("There is no such violation.");
  }
  const { id } = state;
  switch (command.type) {
    case "Open":
      return [];
    case "Recur": {
      const { count, eventIds, lastTime, ended } = command;
      return !state.ended && tellsRecurrence(state.written, count, ended)
        ? [{ type: "ViolationRecurred", id, count, eventIds, lastTime, ended }]
        : [];
    }
    case "Escalate": {
      const { severity, time } = command;
      return isGraver(severity, state.severity) ? [{ type: "ViolationEscalated", id, severity, time }] : [];
    }
    case "Acknowledge":
      if (state.status === "acknowledged") return [];
      if (state.status === "resolved") throw new ViolationConflict("The violation is resolved already.");
      return [{ type: "ViolationAcknowledged", id, by: command.by, note: command.note }];
    case "Assign": {
      const { to, by, note } = command;
      if (state.status === "resolved") throw new ViolationConflict("The violation is resolved already.");
      return state.owner === to ? [] : [{ type: "ViolationAssigned", id, to, by, note }];
    }
    case "Resolve":
      if (state.status === "resolved") return [];
      return [{ type: "ViolationResolved", id, by: command.by, note: command.note }];
  }
};

/** The state after one more event. */
export const evolve = (state: ViolationState, event: ViolationEvent): ViolationState => {
  if (event.type === "ViolationOpened") {
    const { id, severity, count } = event.violation;
    return { status: "open", id, severity, written: count, ended: false };
  }
  if (state.status === "none") return state;
  switch (event.type) {
    case "ViolationRecurred":
      return { ...state, written: event.count, ended: event.ended };
    case "ViolationEscalated":
      return { ...state, severity: event.severity };
    case "ViolationAcknowledged":
      return { ...state, status: "acknowledged" };
    case "ViolationAssigned":
      return { ...state, owner: event.to };
    case "ViolationResolved":
      return { ...state, status: "resolved" };
  }
};
