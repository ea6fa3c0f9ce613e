import type { RevisionSource } from "../console-options.ts";

const KEPT = 16;

/** The same source, remembering the revisions last asked for; what is missing or fails is asked for again. */
export const rememberRevisions = (source: RevisionSource): RevisionSource => {
  const kept = new Map<string, ReturnType<RevisionSource>>();
  return (revision) => {
    const answer = kept.get(revision) ?? source(revision);
    kept.delete(revision);
    kept.set(revision, answer);
    const forget = (): void => {
      if (kept.get(revision) === answer) kept.delete(revision);
    };
    answer.then((compiled) => compiled ?? forget(), forget);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return answer;
  };
};
