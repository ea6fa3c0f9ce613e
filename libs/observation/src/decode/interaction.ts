import type { Interaction } from "../observation.ts";
import { LIMITS } from "../limits.ts";
import type { DataDecoder } from "./context.ts";
import { invalid } from "./invalid-event.ts";
import { flag, isAbsent, isPartial, optionalText, optionalWord, requiredText } from "./members.ts";

const ARROWS = ["sync", "reply", "async"] as const;

const decodeArrow = (value: unknown): Interaction["arrow"] => {
  const arrow = optionalWord(value, "/data/arrow", ARROWS);
  if (!arrow || isAbsent(value)) throw invalid("/data/arrow", 'is missing; it is "sync", "reply" or "async"');
  return arrow;
};

/** `interaction.v1`. */
export const decodeInteraction: DataDecoder<Interaction> = (envelope, data) => ({
  type: "interaction",
  source: envelope.source,
  id: envelope.id,
  subject: envelope.subject,
  timeMs: envelope.timeMs,
  environment: optionalText(data.environment, "/data/environment"),
  partial: isPartial(data.capture),
  traceId: requiredText(data.traceId, "/data/traceId"),
  from: requiredText(data.from, "/data/from"),
  to: requiredText(data.to, "/data/to"),
  message: requiredText(data.message, "/data/message", LIMITS.message),
  arrow: decodeArrow(data.arrow),
  failed: flag(data.failed, "/data/failed"),
});
