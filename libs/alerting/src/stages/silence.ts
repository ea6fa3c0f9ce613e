import { compileMatchers, type LabelTest, type Labels } from "../matcher/matcher.ts";
import type { Silence } from "../silence/silence.ts";
import type { Hold } from "./decision.ts";

/** A silence with its matchers compiled. */
export interface CompiledSilence {
  id: string;
  matches: LabelTest;
  fromMs: number;
  toMs: number;
}

/** Makes a silence ready to be asked. */
export const compileSilence = ({ id, matchers, from, to }: Silence): CompiledSilence => ({
  id,
  matches: compileMatchers(matchers),
  fromMs: Date.parse(from),
  toMs: Date.parse(to),
});

/** Stage 4: every silence that holds at this time and matches. */
export const silence = (
  labels: Labels,
  silences: Iterable<CompiledSilence>,
  nowMs: number,
): Hold | undefined => {
  const by: string[] = [];
  for (const { id, matches, fromMs, toMs } of silences)
    if (fromMs <= nowMs && nowMs < toMs && matches(labels)) by.push(id);
  return by.length === 0 ? undefined : { stage: "silence", reason: "silenced-by", by };
};
