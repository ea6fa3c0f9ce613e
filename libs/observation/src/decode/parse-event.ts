import { exceedsDepth } from "../json/depth.ts";
import { LIMITS } from "../limits.ts";
import { InvalidEvent } from "./invalid-event.ts";

const BYTE_ORDER_MARK = 0xfeff;

const utf8Length = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) bytes += code > 0x7ff && (code & 0xf800) !== 0xd800 ? 2 : 1;
  }
  return bytes;
};

/** An event's text, or its data's, as JSON; throws InvalidEvent. */
export const parseEvent = (text: string): unknown => {
  if (
    text.length > LIMITS.eventBytes ||
    (text.length * 3 > LIMITS.eventBytes && utf8Length(text) > LIMITS.eventBytes)
  )
    throw new InvalidEvent("TOO_LARGE", "the event is larger than 1 MiB");
  if (exceedsDepth(text, LIMITS.depth))
    throw new InvalidEvent("TOO_DEEP", `the event is nested more than ${LIMITS.depth} levels deep`);
  try {
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    throw new InvalidEvent(
      "NOT_JSON",
      `the event is no JSON${position ? ` (at character ${position})` : ""}`,
    );
  }
};
