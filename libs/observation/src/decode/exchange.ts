import type { Exchange } from "../observation.ts";
import { LIMITS } from "../limits.ts";
import { splitUrl } from "../url/split-url.ts";
import { carriedIn } from "../redact/carried.ts";
import type { DataDecoder } from "./context.ts";
import { invalid } from "./invalid-event.ts";
import { isPartial, optionalNumber, optionalText, optionalWord, requiredText } from "./members.ts";
import { decodeFailure, decodeRequest, decodeResponse } from "./messages.ts";

const METHOD = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,32}$/;
const OBSERVERS = ["consumer", "provider", "gateway"] as const;
const methods = new Map<string, string>();

const decodeMethod = (value: unknown): string => {
  const known = methods.get(value as string);
  if (known !== undefined) return known;
  const text = requiredText(value, "/data/method");
  if (!METHOD.test(text)) throw invalid("/data/method", "is no HTTP method");
  const method = text.toUpperCase();
  if (methods.size < 64) methods.set(text, method);
  return method;
};

/** `http.exchange.v1`. */
export const decodeExchange: DataDecoder<Exchange> = (envelope, data, redactor) => {
  const text = requiredText(data.url, "/data/url", LIMITS.url);
  const url = splitUrl(text);
  if (!url) throw invalid("/data/url", "is neither an http(s) URL nor a path that begins with a slash");
  const partial = isPartial(data.capture);
  const request = decodeRequest(data.request, redactor);
  if (url.query !== "") {
    const values = request.headers ? Array.from(request.headers.entries(), ([, value]) => value) : [];
    url.query = redactor.query(url.query, carriedIn(values, redactor));
  }
  const response = decodeResponse(data.response, redactor);
  const failure = decodeFailure(data.error);
  if (response && failure) throw invalid("/data/error", "must be left out where there is a response");
  return {
    type: "exchange",
    source: envelope.source,
    id: envelope.id,
    subject: envelope.subject,
    timeMs: envelope.timeMs,
    environment: optionalText(data.environment, "/data/environment"),
    client: optionalText(data.client, "/data/client"),
    observedBy: optionalWord(data.observedBy, "/data/observedBy", OBSERVERS),
    partial,
    method: decodeMethod(data.method),
    url,
    request,
    response,
    failure,
    durationMs: optionalNumber(data.durationMs, "/data/durationMs", 0),
    traceId: optionalText(data.traceId, "/data/traceId"),
  };
};
