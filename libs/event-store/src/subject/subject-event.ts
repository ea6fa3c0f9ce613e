import { randomUUID } from "node:crypto";
import type { NewEvent } from "../event.ts";
import type { Subject } from "../payload/payload.ts";

/** What happened to the payloads of a subject, and who did it. */
export interface SubjectEvent extends Subject {
  type: "SubjectErased" | "SubjectHeld" | "SubjectReleased";
  by: string;
  reason?: string;
  /** How many payloads went with its key. */
  payloads?: number;
}

/** Who acts on a subject, and why. */
export interface SubjectCommand extends Subject {
  by: string;
  reason?: string;
}

/** The stream of a subject. */
export const subjectStream = ({ integration, subject }: Subject): string =>
  `subject-${integration}-${subject}`;

export const toSubjectEvent = (data: SubjectEvent, nowMs: number): NewEvent => ({
  eventId: randomUUID(),
  stream: subjectStream(data),
  type: data.type,
  source: data.integration,
  occurredAtMs: nowMs,
  data,
});
