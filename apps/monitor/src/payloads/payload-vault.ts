import { setImmediate as turn } from "node:timers/promises";
import type { NewPayload } from "#event-store";
import type { PayloadCipher } from "#platform";
import type { MonitorLog } from "../monitor-log.ts";
import type { PayloadText } from "./payload-texts.ts";

const SLICE_MS = 10;

/** Seals what webhooks carried, between judging and commit. */
export class PayloadVault {
  constructor(
    private readonly cipher: PayloadCipher,
    private readonly log: MonitorLog,
  ) {}

  /** Seals texts with their subjects' keys, in slices that let the loop go; rejects while keys cannot be read. */
  async seal(texts: readonly PayloadText[]): Promise<NewPayload[]> {
    if (texts.length === 0) return [];
    const seal = await this.cipher.sealer(texts);
    const payloads: NewPayload[] = [];
    let sliceEndsAt = performance.now() + SLICE_MS;
    for (const { text, ...place } of texts) {
      const sealed = seal(place, text);
      if (sealed) payloads.push({ ...place, ...sealed, words: this.cipher.wordsOf(text) });
      if (performance.now() > sliceEndsAt) {
        await turn();
        sliceEndsAt = performance.now() + SLICE_MS;
      }
    }
    if (payloads.length < texts.length) this.tellOfUnsealed(texts.length - payloads.length);
    return payloads;
  }

  /** Forgets the keys of these texts, which may have been destroyed. */
  forget(texts: readonly PayloadText[]): void {
    this.cipher.forget(texts);
  }

  private tellOfUnsealed(count: number): void {
    this.log(
      "warn",
      `${count} payloads of webhooks are not kept: no FINGERPRINT_KEY opens their subjects' keys; add the former one to it.`,
      {},
    );
  }
}
