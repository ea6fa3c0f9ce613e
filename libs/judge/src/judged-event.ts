import type { ToldMinute } from "#checks";
import type { Activation } from "#observation";
import type { Hash, ViolationEvent } from "#violation";
import type { JudgedEvent } from "./judge.ts";

/** Whose log was judged, and by which revision. */
export interface Judged {
  integration: string;
  revision: string;
}

/** The id of an event that is caused by what `key` names. */
export const idOf = (key: string, hash: Hash): string => hash(key).slice(0, 32);

const keyOf = (event: ViolationEvent): string => {
  switch (event.type) {
    case "ViolationOpened":
      return `${event.violation.id} opened`;
    case "ViolationRecurred":
      return `${event.id} recurred ${event.count}${event.ended ? " ended" : ""}`;
    case "ViolationEscalated":
      return `${event.id} escalated ${event.severity}`;
    default:
      return `${event.id} ${event.type} ${event.by}`;
  }
};

/** A violation's event as it is stored; its id follows from what it says. */
export const violationEvent = (
  event: ViolationEvent,
  occurredAtMs: number,
  judged: Judged,
  hash: Hash,
): JudgedEvent => ({
  eventId: idOf(keyOf(event), hash),
  stream: `violation-${event.type === "ViolationOpened" ? event.violation.id : event.id}`,
  ...judged,
  occurredAtMs,
  event,
});

/** What is stored of an activation that changed the revision. */
export const activationEvent = (activation: Activation, judged: Judged, hash: Hash): JudgedEvent => ({
  eventId: idOf(JSON.stringify(["activated", judged.integration, activation.source, activation.id]), hash),
  stream: `integration-${judged.integration}`,
  ...judged,
  occurredAtMs: activation.timeMs,
  event: { type: "RevisionActivated", ...judged },
});

/** What is stored of a minute of traffic. */
export const minuteEvent = ({ startMs, ...told }: ToldMinute, judged: Judged, hash: Hash): JudgedEvent => {
  const { integration } = judged;
  const minute = new Date(startMs).toISOString();
  return {
    eventId: idOf(JSON.stringify(["measured", integration, minute, told.part]), hash),
    stream: `measurement-${integration}-${minute.slice(0, 7)}`,
    ...judged,
    occurredAtMs: startMs,
    event: { type: "MinuteMeasured", integration, minute, ...told },
  };
};
