import type { Signal, ToldMinute } from "#checks";
import { decodeEvent, type Activation, type Observation, type SignedDelivery } from "#observation";
import {
  expire,
  openEpisodes,
  record as recordSignal,
  type Cause,
  type LedgerSink,
  type Violation,
} from "#violation";
import { attemptEvent } from "./attempt-event.ts";
import { clockWith, isLate, isSkewed, moveClock } from "./integration-clock.ts";
import { latestClock, measureOf, underRevision, type IntegrationMemory } from "./integration-memory.ts";
import type { Emit, Judge, JudgeOptions, JudgeRecord, Outcome } from "./judge.ts";
import { activationEvent, minuteEvent, violationEvent, type Judged } from "./judged-event.ts";
import { remember } from "./remembered-events.ts";
import { LiveIntegrations, type Fact, type Live } from "./live-integrations.ts";

const MAX_REMEMBERED_EVENTS = 1_000_000;

interface JudgeState {
  integrations: Map<string, IntegrationMemory>;
}

const DUPLICATE: Outcome = { kind: "duplicate" };
const IGNORED: Outcome = { kind: "ignored" };
const JUDGED: Outcome = { kind: "judged" };

const isJudgeState = (state: unknown): state is JudgeState =>
  typeof state === "object" && state !== null && "integrations" in state;

/**
 * Builds a judge. A record on which a check fails is a dead letter of reason ENGINE_BUG: the same one in every replay,
 * since judging is deterministic. Throws when `options.state` is none of this version's states. */
export const createJudge = (options: JudgeOptions): Judge => {
  const { revision: compiledOf, redactor, hash, settled, verifySignature } = options;
  const limit = options.maxRememberedEvents ?? MAX_REMEMBERED_EVENTS;
  const integrations = new LiveIntegrations(options.fixed === true);
  const { active, memories } = integrations;
  const state: JudgeState = { integrations: memories };

  if (options.state !== undefined) {
    if (!isJudgeState(options.state)) throw new Error("The judge's state has an unknown form.");
    for (const [integration, memory] of options.state.integrations) {
      const compiled = compiledOf(memory.revision);
      if (!compiled) throw new Error(`Revision ${memory.revision} of ${integration} is not loaded.`);
      integrations.set(compiled, memory);
    }
  }

  const verify =
    verifySignature &&
    ((delivery: SignedDelivery) =>
      verifySignature({ ...delivery, integration: delivery.integration ?? integrations.sole() }));

  let emit: Emit = () => undefined;
  let current: IntegrationMemory | undefined;
  let clockMs = 0;
  let lateEvents = 0;
  let skewedEvents = 0;
  const cause: Cause = { integration: "", source: "", id: "" };

  const underCurrent = (): Judged => ({ integration: cause.integration, revision: current?.revision ?? "" });

  const sink: LedgerSink = {
    event: (event, occurredAtMs) => emit(violationEvent(event, occurredAtMs, underCurrent(), hash)),
    settled: (violation: Violation) => settled?.(violation),
  };

  const report = (signal: Signal): void => {
    if (current) recordSignal(current.ledger, signal, cause, clockMs, hash, sink);
  };

  const tellMinute = (minute: ToldMinute): void => emit(minuteEvent(minute, underCurrent(), hash));

  /** Whether the event came before; it is remembered from here on. */
  const isRepeated = (memory: IntegrationMemory, { source, id, timeMs }: Activation): boolean =>
    remember(memory.events, source, id, memory.clockMs ?? timeMs, limit);

  const activate = (activation: Activation): Outcome => {
    const compiled = compiledOf(activation.revision);
    if (!compiled) return { kind: "needs-revision", revision: activation.revision };
    const integration = compiled.specification.id;
    if (activation.subject !== undefined && activation.subject !== integration)
      return {
        kind: "dead-letter",
        reason: "INVALID_EVENT",
        message: `The revision belongs to the integration "${integration}", not to "${activation.subject}".`,
      };
    const memory = memories.get(integration);
    if (memory && (isRepeated(memory, activation) || memory.revision === activation.revision))
      return DUPLICATE;
    current = underRevision(compiled, memory);
    if (!memory) isRepeated(current, activation);
    integrations.set(compiled, current);
    cause.integration = integration;
    emit(activationEvent(activation, underCurrent(), hash));
    return JUDGED;
  };

  const enter = ({ integration, memory }: Live, { source, id }: Observation): void => {
    current = memory;
    cause.integration = integration;
    cause.source = source;
    cause.id = id;
  };

  const advance = ({ memory, compiled }: Live): void => {
    compiled.advance(memory.checks, clockMs, report, tellMinute);
    expire(memory.ledger, clockMs, sink);
  };

  const passTime = (observation: Observation, appendedAtMs: number | undefined): Outcome => {
    const { subject, timeMs } = observation;
    if (subject !== undefined && !active.has(subject))
      return {
        kind: "dead-letter",
        reason: "UNKNOWN_INTEGRATION",
        message: `No specification is active for the integration "${subject}".`,
      };
    for (const integration of subject === undefined ? active.keys() : [subject]) {
      const live = integrations.get(integration)!;
      enter(live, observation);
      if (!moveClock(live.memory, timeMs, appendedAtMs)) continue;
      clockMs = timeMs;
      advance(live);
    }
    return JUDGED;
  };

  const judgeFact = (live: Live, observation: Fact, appendedAtMs: number | undefined): Outcome => {
    enter(live, observation);
    const { memory, compiled } = live;
    const { source, id, timeMs } = observation;
    const seenAtMs = clockWith(memory, timeMs, appendedAtMs) ?? timeMs;
    if (remember(memory.events, source, id, seenAtMs, limit)) return DUPLICATE;
    if (isSkewed(timeMs, appendedAtMs)) skewedEvents += 1;
    else if (isLate(memory, timeMs)) lateEvents += 1;
    const moved = moveClock(memory, timeMs, appendedAtMs);
    clockMs = memory.clockMs ?? Math.min(timeMs, appendedAtMs ?? Infinity);
    // The time of a skewed event is nobody's: it happened by now at the latest.
    const placed = timeMs > clockMs ? { ...observation, timeMs: clockMs } : observation;
    compiled.observe(memory.checks, placed, clockMs, report, redactor.fingerprint);
    if (options.attempts && placed.type === "attempt")
      emit(attemptEvent(placed, timeMs, compiled.factsOf(memory.checks, placed), underCurrent(), options));
    if (moved) advance(live);
    return JUDGED;
  };

  const judge = (observation: Observation, appendedAtMs: number | undefined): Outcome => {
    if (observation.type === "activation") return options.fixed ? IGNORED : activate(observation);
    if (observation.type === "watermark") return passTime(observation, appendedAtMs);
    const owner = integrations.ownerOf(observation);
    if ("memory" in owner) return judgeFact(owner, observation, appendedAtMs);
    return { kind: "dead-letter", reason: "UNKNOWN_INTEGRATION", message: owner.problem };
  };

  return {
    take(record: JudgeRecord, emitEvent: Emit): Outcome {
      const decoded = decodeEvent(record.text, redactor, record.attributes, verify);
      if (decoded.type === "ignored") return IGNORED;
      if (decoded.type === "rejection")
        return {
          kind: "dead-letter",
          reason: decoded.reason,
          message: decoded.message,
          pointer: decoded.pointer,
        };
      emit = emitEvent;
      try {
        return judge(decoded, record.appendedAtMs);
      } catch (error) {
        return { kind: "dead-letter", reason: "ENGINE_BUG", message: String(error) };
      }
    },
    begin(specification) {
      const { id } = specification.specification;
      integrations.set(specification, underRevision(specification, memories.get(id)));
    },
    openEpisodes: () => [...memories.values()].flatMap((memory) => openEpisodes(memory.ledger)),
    scenarios: () =>
      new Map(
        Array.from(memories, ([integration, memory]) => [
          integration,
          active.get(integration)?.scenarios(memory.checks) ?? [],
        ]),
      ),
    state: () => state,
    measure: () => ({ ...measureOf(memories.values()), lateEvents, skewedEvents }),
    clockMs: () => latestClock(memories.values()),
  };
};
