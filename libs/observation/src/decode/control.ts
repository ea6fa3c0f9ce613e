import type { Activation, Watermark } from "../observation.ts";
import { parseTimestamp } from "../time/parse-timestamp.ts";
import type { DataDecoder } from "./context.ts";
import { invalid } from "./invalid-event.ts";
import { requiredText } from "./members.ts";

/** `watermark.v1`: its time is `until`. */
export const decodeWatermark: DataDecoder<Watermark> = (envelope, data) => {
  const timeMs = parseTimestamp(requiredText(data.until, "/data/until"));
  if (Number.isNaN(timeMs))
    throw invalid("/data/until", "is no RFC 3339 timestamp such as 2024-01-15T10:30:00Z");
  return { type: "watermark", ...envelope, timeMs };
};

/** `specification.activated.v1`: belongs to one integration. */
export const decodeActivation: DataDecoder<Activation> = (envelope, data) => {
  if (envelope.subject === undefined) throw invalid("/subject", "is missing; it names the integration");
  const revision = requiredText(data.revision, "/data/revision");
  if (!/^sha256:[0-9a-f]{64}$/.test(revision))
    throw invalid("/data/revision", "is no revision; it is sha256: and 64 hex digits");
  return { type: "activation", ...envelope, revision };
};
