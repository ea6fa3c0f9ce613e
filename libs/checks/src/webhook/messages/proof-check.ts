import { clausesOf } from "#spec";
import type { Citation, ClauseOf, Specification } from "#spec";
import { holdsFingerprint } from "#observation";
import type { WebhookAttempt } from "#observation";
import type { Check } from "../../check.ts";
import { isSuccess } from "../../engine/finding.ts";
import type { Finding } from "../../engine/finding.ts";
import { compileAttemptProof } from "../attempt-proof.ts";
import type { AttemptProof } from "../attempt-proof.ts";
import { distanceMs, sentAt } from "./sent-at.ts";
import {
  FORGERY_ACCEPTED,
  REPLAY_ACCEPTED,
  SIGNATURE_INVALID,
  SIGNATURE_MISSING,
  STALE,
  TIMESTAMP_MISSING,
} from "./rules.ts";
import { describeForm } from "./signature-form.ts";
import { nothingTold, tell } from "./telling.ts";
import type { Told } from "./telling.ts";

/** The lines that ask an attempt to prove something. */
export interface ProofClauses {
  signatures: readonly ClauseOf<"webhook.signature">[];
  schemes: readonly ClauseOf<"webhook.signature-scheme">[];
  timestamps: readonly ClauseOf<"webhook.timestamp">[];
  windows: readonly ClauseOf<"webhook.replay-window">[];
}

/** Finds these lines. */
export const proofClauses = (specification: Specification): ProofClauses => {
  const isJudged = ({ reason }: { reason?: string }): boolean => reason === undefined;
  return {
    signatures: clausesOf(specification, "webhook.signature").filter(isJudged),
    schemes: clausesOf(specification, "webhook.signature-scheme").filter(isJudged),
    timestamps: clausesOf(specification, "webhook.timestamp").filter(isJudged),
    windows: clausesOf(specification, "webhook.replay-window").filter(isJudged),
  };
};

const DEFECTS = {
  missing: "without a signature",
  malformed: "with a malformed signature",
  invalid: "with a signature that no secret verifies",
} as const;

type Defect = keyof typeof DEFECTS;

const isDefect = (signature: AttemptProof["signature"]): signature is Defect => signature in DEFECTS;

const headerOf = ({ request }: WebhookAttempt, names: readonly string[]): string | undefined =>
  names.map((name) => request.headers?.get(name.toLowerCase())).find((value) => value !== undefined);

const listed = (names: readonly string[]): string => [...new Set(names)].join(" or ");

/** A signature as evidence may show it. */
const shown = (value: string | undefined): string | undefined =>
  value === undefined || holdsFingerprint(value) ? value : `${value.length} characters`;

const signatureFinding = (
  { signatures, schemes }: ProofClauses,
  attempt: WebhookAttempt,
  defect: Defect,
): Finding => {
  const [first] = signatures as [ClauseOf<"webhook.signature">];
  const names = signatures.map(({ parameters }) => parameters.header);
  const header = listed(names);
  if (defect === "missing")
    return {
      rule: SIGNATURE_MISSING,
      clause: first,
      message: `The delivery of ${attempt.eventId} lacks the header ${header}, which carries its signature`,
      evidence: { expected: "present", header },
    };
  const clause: Citation = schemes[0] ?? first;
  const actual = shown(headerOf(attempt, names));
  if (defect === "malformed") {
    const expected = describeForm(first.parameters.scheme);
    const message = `The signature of ${attempt.eventId} in ${header} is malformed; the specification asks for ${expected}`;
    return { rule: SIGNATURE_INVALID, clause, message, evidence: { expected, actual, header } };
  }
  return {
    rule: SIGNATURE_INVALID,
    clause,
    message: `The signature of ${attempt.eventId} in ${header} is not that of its body under any secret`,
    evidence: { expected: "a signature that a secret verifies", actual: actual ?? "invalid", header },
  };
};

const timestampFinding = (
  { timestamps }: ProofClauses,
  attempt: WebhookAttempt,
  defect: "missing" | "unreadable",
): Finding => {
  const names = timestamps.map(({ parameters }) => parameters.header);
  const header = listed(names);
  const problem =
    defect === "missing"
      ? `lacks the header ${header}, which says when it was sent`
      : `has a header ${header} that is no Unix time and no ISO 8601 timestamp`;
  return {
    rule: TIMESTAMP_MISSING,
    clause: timestamps[0]!,
    message: `The delivery of ${attempt.eventId} ${problem}`,
    evidence: {
      expected: "Unix seconds, milliseconds or ISO 8601",
      actual: headerOf(attempt, names)?.slice(0, 100) ?? "absent",
      header,
    },
  };
};

const seconds = (ms: number): string => `${Math.round(ms) / 1000} s`;

const staleEvidence = ({ timestamps, windows }: ProofClauses, attempt: WebhookAttempt) => {
  const value = headerOf(
    attempt,
    timestamps.map(({ parameters }) => parameters.header),
  );
  const sent = value === undefined ? undefined : sentAt(value);
  const away = sent === undefined || sent === "unplaced" ? 0 : distanceMs(sent, attempt.timeMs);
  const window = windows.reduce((one, other) =>
    other.parameters.windowMs > one.parameters.windowMs ? other : one,
  );
  const expected = `at most ${seconds(window.parameters.windowMs)}`;
  return { clause: window, away: seconds(away), expected, evidence: { expected, actual: seconds(away) } };
};

const findings = (
  clauses: ProofClauses,
  attempt: WebhookAttempt,
  { signature, timestamp }: AttemptProof,
): Finding[] => {
  const found: Finding[] = [];
  const status = attempt.response?.status;
  const accepted = isSuccess(status);
  if (isDefect(signature)) {
    found.push(signatureFinding(clauses, attempt, signature));
    const message = `${attempt.eventId} came ${DEFECTS[signature]} and was answered ${String(status)}`;
    const evidence = { expected: "refused", actual: status, signature };
    if (accepted) found.push({ rule: FORGERY_ACCEPTED, clause: clauses.signatures[0]!, message, evidence });
  }
  if (timestamp === "missing" || timestamp === "unreadable")
    found.push(timestampFinding(clauses, attempt, timestamp));
  if (timestamp !== "stale") return found;
  const { clause, away, expected, evidence } = staleEvidence(clauses, attempt);
  const message = `The timestamp of ${attempt.eventId} lies ${away} from its attempt; the specification allows ${expected}`;
  found.push({ rule: STALE, clause, message, evidence });
  if (accepted)
    found.push({
      rule: REPLAY_ACCEPTED,
      clause,
      message: `${attempt.eventId} came with a timestamp ${away} from its attempt and was answered ${String(status)}`,
      evidence: { expected: "refused", actual: status, distance: away },
    });
  return found;
};

/** Judges what each attempt proves: its signature and its time, and that it was refused where they are not right. */
export const compileProofCheck = (specification: Specification): Check<Told> | undefined => {
  const clauses = proofClauses(specification);
  const all = [clauses.signatures, clauses.schemes, clauses.timestamps, clauses.windows].flat();
  if (clauses.signatures.length + clauses.timestamps.length === 0) return undefined;
  const proofOf = compileAttemptProof(specification);
  return {
    key: `webhook.proof|${JSON.stringify(all.map(({ path, parameters }) => [path, parameters]))}`,
    initialState: nothingTold,
    observation(told, observation, clockMs, report) {
      if (observation.type !== "attempt") return;
      for (const finding of findings(clauses, observation, proofOf(observation)))
        tell(told, "attempt", observation, finding, clockMs, report);
    },
  };
};
