import { request as http, type ClientRequest } from "node:http";
import { request as https } from "node:https";
import { explain } from "../errors.ts";
import type { Lookup } from "./destinations.ts";

const WITHIN_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** A request of ours to a URL that an operator configured. */
export interface OutgoingRequest {
  url: string;
  method?: string;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer;
}

/** An answer, whatever its status: redirects are not followed. */
export interface OutgoingAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** At most its first 64 KiB. */
  body: string;
}

/** No answer came, or not in time. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/**
 * Sends a request on a connection of its own and resolves with its answer; rejects with NoAnswer after 10 s, or when the
 * signal aborts. */
export const sendRequest = (
  { url, method = "POST", headers, body }: OutgoingRequest,
  lookup: Lookup,
  signal?: AbortSignal,
): Promise<OutgoingAnswer> =>
  new Promise((resolve, reject) => {
    const timeout = AbortSignal.timeout(WITHIN_MS);
    const ended = signal ? AbortSignal.any([signal, timeout]) : timeout;
    const fail = (error: unknown): void => {
      const late = timeout.aborted ? `no answer within ${WITHIN_MS / 1000} s` : explain(error);
      reject(new NoAnswer(late, { cause: error }));
    };
    const send = url.startsWith("https:") ? https : http;
    const length = String(Buffer.byteLength(body));
    const options = {
      method,
      headers: { ...headers, "content-length": length },
      lookup,
      signal: ended,
      agent: false,
    };
    let request: ClientRequest;
    try {
      request = send(url, options, (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const finish = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString("utf8"),
          });
        response.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size <= MAX_ANSWER_BYTES) return;
          finish();
          response.destroy();
        });
        response.once("end", finish).once("error", fail);
      });
    } catch (error) {
      fail(error);
      return;
    }
    request.once("error", fail).end(body);
  });
