import type { Readable } from "node:stream";
import { Refusal } from "../refusal.ts";
import type { InFlight } from "./in-flight.ts";

/** A request's bytes, which count as in flight until `release`. */
export interface TakenBody {
  bytes: Buffer;
  release(): void;
}

const tooLarge = (limit: number): Refusal =>
  new Refusal(413, "TOO_LARGE", `A request holds at most ${limit} bytes; send it in several.`);

const full = (): Refusal =>
  new Refusal(503, "BUSY", "The gateway is taking as much as it can; nothing of this was taken.", {}, 1);

/** Reads a request up to a limit. What is refused is read on and thrown away, so that the client sees the answer. */
export const readBody = (stream: Readable, limit: number, inFlight: InFlight): Promise<TakenBody> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let taken = 0;
    const release = (): void => {
      inFlight.release(taken);
      taken = 0;
    };
    const settle = (): void => {
      stream.off("data", onData).off("end", onEnd).off("error", onAbort).off("close", onAbort);
    };
    const refuse = (refusal: Refusal): void => {
      settle();
      release();
      stream.on("error", () => undefined).resume();
      reject(refusal);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limit) return refuse(tooLarge(limit));
      if (!inFlight.take(chunk.length)) return refuse(full());
      taken += chunk.length;
      chunks.push(chunk);
    };
    const onEnd = (): void => {
      settle();
      resolve({ bytes: Buffer.concat(chunks), release });
    };
    const onAbort = (): void => refuse(new Refusal(400, "ABORTED", "The request ended before its body did."));
    stream.on("data", onData).on("end", onEnd).on("error", onAbort).on("close", onAbort);
  });
