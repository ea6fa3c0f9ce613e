import type { AttemptResult } from "#delivery";
import { isAllowedDestination, sendRequest } from "#platform";
import { activeSendingRules, type SendingRules } from "./active-specification.ts";
import { composeRequest, type ComposedRequest, type Refused } from "./compose-request.ts";
import { currentSecret } from "./current-secret.ts";
import { deliveryToRepeat } from "./delivery-to-repeat.ts";
import { failureOf } from "./failure-of.ts";
import type { Pace } from "./pace.ts";
import type { RedeliveryOptions } from "./redelivery-options.ts";
import { RedeliveryStream } from "./redelivery-stream.ts";

const CONCURRENCY = 6;

interface Prepared {
  destination: string;
  request: ComposedRequest;
}

/** When to begin nothing more, and when to wait for no answer any more. */
export interface RunSignals {
  stop: AbortSignal;
  abandon: AbortSignal;
}

/** Sends the deliveries of one redelivery again that are still waiting. */
export class RedeliveryRun {
  private readonly stream: RedeliveryStream;
  private rules: SendingRules | undefined;

  constructor(
    private readonly options: RedeliveryOptions,
    private readonly pace: Pace,
    id: string,
    private readonly signals: RunSignals,
  ) {
    this.stream = new RedeliveryStream(options.pool, id);
  }

  /** Goes on where it was left: what was being sent then is unknown, and what waits is sent. */
  async run(): Promise<void> {
    await this.stream.refresh();
    await this.stream.act({ type: "AbandonAttempts", at: this.now() });
    const { state } = this.stream;
    if (state.status !== "running") return;
    this.rules = await activeSendingRules(this.options.pool, state.integration);
    const waiting = [...state.steps].flatMap(([deliveryId, step]) =>
      step === "waiting" ? [deliveryId] : [],
    );
    const failures: unknown[] = [];
    const work = async (): Promise<void> => {
      while (this.goesOn() && failures.length === 0) {
        const deliveryId = waiting.shift();
        if (deliveryId === undefined) return;
        await this.deliver(state.integration, deliveryId).catch((error: unknown) => failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    if (failures.length > 0) throw failures[0];
  }

  private goesOn(): boolean {
    return this.stream.state.status === "running" && !this.signals.stop.aborted;
  }

  private now(): string {
    return new Date(this.options.clock.nowMs()).toISOString();
  }

  private async deliver(integration: string, deliveryId: string): Promise<void> {
    const { clock, sleep } = this.options;
    const checked = await this.prepare(integration, deliveryId);
    if ("refused" in checked) return this.refuse(deliveryId, checked.refused);
    const nowMs = clock.nowMs();
    const atMs = this.pace.reserve(checked.destination, nowMs);
    if (atMs > nowMs) await sleep(atMs - nowMs, this.signals.stop);
    if (!this.goesOn()) return;
    const prepared = atMs > nowMs ? await this.prepare(integration, deliveryId) : checked;
    if ("refused" in prepared) return this.refuse(deliveryId, prepared.refused);
    const { destination, request } = prepared;
    const begun = await this.stream.act({ type: "BeginAttempt", deliveryId, destination, at: this.now() });
    if (begun.length === 0) return;
    const result = await this.send(destination, request);
    await this.stream.act({ type: "SettleAttempt", deliveryId, result, at: this.now() });
  }

  private async refuse(deliveryId: string, reason: string): Promise<void> {
    await this.stream.act({ type: "RefuseDelivery", deliveryId, reason, at: this.now() });
  }

  private async prepare(integration: string, deliveryId: string): Promise<Prepared | Refused> {
    const { pool, open, endpoints, secrets, clock, hmac } = this.options;
    if (!this.rules) return { refused: "no specification of the integration is in force" };
    const found = await deliveryToRepeat(pool, integration, deliveryId, open);
    if ("refused" in found) return found;
    const { attempt, body } = found;
    if (!isAllowedDestination(attempt.endpoint, endpoints))
      return { refused: "REDELIVERY_ENDPOINTS does not allow this endpoint" };
    const secret = currentSecret(secrets(), integration, attempt.environment);
    const { form } = this.rules;
    const request = composeRequest({ attempt, body, form, secret, nowMs: clock.nowMs(), hmac });
    return "refused" in request ? request : { destination: attempt.endpoint, request };
  }

  private async send(url: string, { headers, body }: ComposedRequest): Promise<AttemptResult> {
    const { lookup, clock } = this.options;
    const beganMs = clock.nowMs();
    try {
      const { status } = await sendRequest({ url, headers, body }, lookup, this.signals.abandon);
      const durationMs = Math.max(0, clock.nowMs() - beganMs);
      return { ...this.judged(status, durationMs), status, durationMs };
    } catch (error) {
      const durationMs = Math.max(0, clock.nowMs() - beganMs);
      return { ...failureOf(error, this.signals.abandon.aborted), durationMs };
    }
  }

  /** What an answer means by the document. */
  private judged(status: number, durationMs: number): Pick<AttemptResult, "outcome" | "detail"> {
    const outcome = this.rules!.success.outcomeOf({ response: { status }, durationMs });
    if (outcome === "slow")
      return { outcome: "failed", detail: "accepted, but later than the specification allows" };
    if (outcome === "unknown")
      return { outcome, detail: "the specification disagrees with itself whether this status is a success" };
    if (outcome === "failed" && status >= 300 && status < 400)
      return { outcome, detail: "a redirect, which is not followed" };
    return { outcome };
  }
}
