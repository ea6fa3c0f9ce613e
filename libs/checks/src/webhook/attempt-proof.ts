import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { WebhookAttempt } from "#observation";
import { distanceMs, sentAt } from "./messages/sent-at.ts";
import { isWellFormed } from "./messages/signature-form.ts";

/** What an attempt's signature and timestamp prove; `unknown`: not captured, not verifiable or not asked for. */
export interface AttemptProof {
  signature: "valid" | "missing" | "malformed" | "invalid" | "unknown";
  timestamp: "fresh" | "missing" | "unreadable" | "stale" | "unknown";
}

/** The clauses of one kind that no reason holds back. */
const enforceable = <K extends "webhook.signature" | "webhook.timestamp" | "webhook.replay-window">(
  specification: Specification,
  kind: K,
): ClauseOf<K>[] => clausesOf(specification, kind).filter(({ reason }) => reason === undefined);

const judgeSignature = (
  clauses: readonly ClauseOf<"webhook.signature">[],
  { request: { headers }, signature: verdict }: WebhookAttempt,
): AttemptProof["signature"] => {
  if (clauses.length === 0) return "unknown";
  if (verdict === "valid") return "valid";
  const schemes = clauses.map(({ parameters }) => parameters.scheme);
  const verified =
    verdict === "invalid" && schemes.every(({ signed }) => signed !== "unknown") ? verdict : "unknown";
  if (!headers) return verified;
  const sent = clauses.flatMap(({ parameters: { header, scheme } }) => {
    const value = headers.get(header.toLowerCase());
    return value === undefined ? [] : isWellFormed(scheme, value);
  });
  if (sent.length === 0) return "missing";
  return sent.every((wellFormed) => wellFormed === false) ? "malformed" : verified;
};

const judgeTimestamp = (
  headerNames: readonly string[],
  windowMs: number | undefined,
  { request: { headers }, timeMs }: WebhookAttempt,
): AttemptProof["timestamp"] => {
  if (!headers || headerNames.length === 0) return "unknown";
  const value = headerNames.map((name) => headers.get(name)).find((one) => one !== undefined);
  if (value === undefined) return "missing";
  const sent = sentAt(value);
  if (sent === undefined) return "unreadable";
  if (sent === "unplaced" || windowMs === undefined) return "unknown";
  return distanceMs(sent, timeMs) <= windowMs ? "fresh" : "stale";
};

type ProofReader = (attempt: WebhookAttempt) => AttemptProof;

const compile = (specification: Specification): ProofReader => {
  const signatures = enforceable(specification, "webhook.signature");
  const timestamps = enforceable(specification, "webhook.timestamp").map(({ parameters }) =>
    parameters.header.toLowerCase(),
  );
  const windows = enforceable(specification, "webhook.replay-window");
  const windowMs =
    windows.length === 0 ? undefined : Math.max(...windows.map(({ parameters }) => parameters.windowMs));
  let lastAttempt: WebhookAttempt | undefined;
  let lastProof: AttemptProof | undefined;
  return (attempt) => {
    if (attempt !== lastAttempt || !lastProof) {
      lastProof = {
        signature: judgeSignature(signatures, attempt),
        timestamp: judgeTimestamp(timestamps, windowMs, attempt),
      };
      lastAttempt = attempt;
    }
    return lastProof;
  };
};

const readers = new WeakMap<Specification, ProofReader>();

/**
 * Compiles what a specification asks an attempt to prove. Where it names several headers, one of them is enough; of
 * several replay windows the longest counts. Several checks ask for one attempt's proof: it is read once.
 */
export const compileAttemptProof = (specification: Specification): ProofReader => {
  let reader = readers.get(specification);
  if (!reader) readers.set(specification, (reader = compile(specification)));
  return reader;
};
