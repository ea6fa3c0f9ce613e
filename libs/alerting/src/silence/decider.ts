import { compileMatchers, InvalidMatcher } from "../matcher/matcher.ts";
import type { Silence, SilenceEvent } from "./silence.ts";

/** What stands in a silence's stream, folded. */
export type SilenceState = { status: "none" } | { status: "created" | "expired"; silence: Silence };

/** What people may ask of a silence, and when they did. */
export type SilenceCommand =
  | { type: "CreateSilence"; silence: Silence; nowMs: number }
  | { type: "ExpireSilence"; by: string; nowMs: number };

/** A silence that cannot be used; `parameter` says which part. */
export class InvalidSilence extends Error {
  constructor(
    readonly parameter: keyof Silence,
    message: string,
  ) {
    super(message);
  }
}

/** A command that the silence's state does not allow. */
export class SilenceConflict extends Error {}

/** The state of a stream without events. */
export const initialSilence: SilenceState = { status: "none" };

const MAX_MS = 366 * 86_400_000;

const validate = ({ matchers, from, to, comment }: Silence, nowMs: number): void => {
  if (matchers.length === 0)
    throw new InvalidSilence("matchers", "At least one matcher is expected, or everything would be silent.");
  try {
    const matches = compileMatchers(matchers);
    if (matches({}))
      throw new InvalidSilence("matchers", "At least one matcher must not match an absent label.");
  } catch (error) {
    if (error instanceof InvalidMatcher) throw new InvalidSilence("matchers", error.message);
    throw error;
  }
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  if (!(fromMs < toMs)) throw new InvalidSilence("to", "It must end after it begins.");
  if (toMs <= nowMs) throw new InvalidSilence("to", "It would be over already.");
  if (toMs - Math.max(fromMs, nowMs) > MAX_MS)
    throw new InvalidSilence("to", "At most 366 days are expected.");
  if (comment.trim() === "") throw new InvalidSilence("comment", "A comment says why it is silent.");
};

/** The events that a command leads to. Throws {@link InvalidSilence} and {@link SilenceConflict}. */
export const decideSilence = (state: SilenceState, command: SilenceCommand): SilenceEvent[] => {
  if (command.type === "CreateSilence") {
    if (state.status !== "none") return [];
    validate(command.silence, command.nowMs);
    return [{ type: "SilenceCreated", silence: command.silence }];
  }
  if (state.status === "none") throw new SilenceConflict("There is no such silence.");
  const { id, to } = state.silence;
  if (state.status === "expired" || Date.parse(to) <= command.nowMs) return [];
  return [{ type: "SilenceExpired", id, by: command.by, at: new Date(command.nowMs).toISOString() }];
};

/** The state after one more event. */
export const evolveSilence = (state: SilenceState, event: SilenceEvent): SilenceState => {
  if (event.type === "SilenceCreated") return { status: "created", silence: event.silence };
  if (state.status === "none") return state;
  return { status: "expired", silence: { ...state.silence, to: event.at } };
};
