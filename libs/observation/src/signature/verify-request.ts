import { bytesOfBase64 } from "../body/base64.ts";
import { isMembers, type Members } from "../decode/members.ts";
import { holdsFingerprint } from "../redact/fingerprints.ts";
import { isRedactedSignature } from "./signature-claims.ts";
import type { SignatureVerifier, SignedDelivery } from "./signature-verifier.ts";

const utf8 = new TextEncoder();
/** A text that lost bytes before it came here, or that redaction has changed: the bytes sent were others. */
const LOST = /[\ufffd\ud800-\udfff]/u;

interface SentBody {
  bytes: Uint8Array;
  /** Whether these are the bytes that were sent, for sure. */
  exact: boolean;
}

const sentBody = ({
  body,
  bodyText,
  bodyBase64,
  bodyBytes,
  bodyTruncated,
}: Members): SentBody | undefined => {
  if (bodyTruncated === true) return undefined;
  if (typeof bodyText === "string")
    return { bytes: utf8.encode(bodyText), exact: !LOST.test(bodyText) && !holdsFingerprint(bodyText) };
  if (typeof bodyBase64 === "string") {
    const bytes = bytesOfBase64(bodyBase64);
    return bytes && { bytes, exact: true };
  }
  return body === null && bodyBytes === 0 ? { bytes: new Uint8Array(), exact: true } : undefined;
};

/** Headers as sent, before any of them is redacted; they are known to keep to the contract. */
const rawHeaders = (source: unknown): Map<string, string> => {
  const pairs = Array.isArray(source)
    ? (source as [string, unknown][])
    : Object.entries(isMembers(source) ? source : {});
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const lower = name.toLowerCase();
    for (const each of [value].flat()) {
      if (each === null) continue;
      const known = headers.get(lower);
      headers.set(lower, known === undefined ? String(each) : `${known}, ${String(each)}`);
    }
  }
  return headers;
};

/** The verdict on a request that is known to keep to the contract; one that is redacted already is not judged again. */
export const verifyRequest = (
  request: unknown,
  owner: Pick<SignedDelivery, "integration" | "environment">,
  verify: SignatureVerifier,
): "valid" | "invalid" | undefined => {
  if (!isMembers(request)) return undefined;
  const headers = rawHeaders(request.headers);
  for (const [name, value] of headers) if (isRedactedSignature(name, value)) return undefined;
  const body = sentBody(request);
  if (!body) return undefined;
  const verdict = verify({ ...owner, headers, body: body.bytes });
  return verdict === "invalid" && !body.exact ? undefined : verdict;
};
