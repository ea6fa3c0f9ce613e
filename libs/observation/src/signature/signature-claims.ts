import { bytesOfBase64 } from "../body/base64.ts";
import { internHeaderName } from "../headers/header-names.ts";
import { holdsFingerprint } from "../redact/fingerprints.ts";
import { signaturePartsOf, type SignaturePart } from "./signature-parts.ts";
import type { SignatureHash } from "./signature-verifier.ts";

/** One digest that a delivery carries, and the ways in which it may have come about. */
export interface SignatureClaim {
  digest: Uint8Array;
  hash: SignatureHash;
  /** What may stand before the body: nothing, `timestamp.`, `id.timestamp.`. */
  prefixes: readonly string[];
  /** Standard Webhooks: the key is the secret's Base64. */
  standard: boolean;
}

type HeaderMap = ReadonlyMap<string, string>;

const HASH_OF_LENGTH: Readonly<Record<number, SignatureHash>> = { 20: "sha1", 32: "sha256", 64: "sha512" };
const HASHES = ["sha1", "sha256", "sha512"] as const;
const FAMILIES = ["webhook", "svix"] as const;

/** Whether a header carries a signature that is a fingerprint by now. */
export const isRedactedSignature = (name: string, value: string): boolean =>
  internHeaderName(name).kind === "signature" && holdsFingerprint(value);

const bytesOfHex = (text: string): Uint8Array | undefined => {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(at * 2, at * 2 + 2), 16),
  );
};

/** Bytes by which a digest may be meant; hex digits may be Base64, too, of another length. */
const digestOf = (text: string): Uint8Array | undefined =>
  [bytesOfHex(text), bytesOfBase64(text)].find((bytes) => bytes && bytes.length in HASH_OF_LENGTH);

const valuesOf = (headers: HeaderMap, pattern: RegExp): string[] =>
  Array.from(headers).flatMap(([name, value]) => (pattern.test(name) ? [value.trim()] : []));

/** What may be signed besides the body alone, by the headers that name an id or a time. */
const signedPrefixes = (headers: HeaderMap): string[] => {
  const times = valuesOf(headers, /(^|-)(timestamp|time)$/);
  const ids = valuesOf(headers, /(^|-)(id|delivery)$/);
  return ["", ...times.flatMap((time) => [`${time}.`, ...ids.map((id) => `${id}.${time}.`)])];
};

const standardPrefixes = (headers: HeaderMap): string[] =>
  FAMILIES.flatMap((family) => {
    const id = headers.get(`${family}-id`);
    const time = headers.get(`${family}-timestamp`);
    return id === undefined || time === undefined ? [] : [`${id}.${time}.`];
  });

const claimOf = (
  { label, digest: text }: SignaturePart,
  times: readonly string[],
  headers: HeaderMap,
): SignatureClaim | undefined => {
  const digest = digestOf(text);
  const hash = digest && HASH_OF_LENGTH[digest.length];
  if (!digest || !hash) return undefined;
  if (label === "v1,") {
    const prefixes = standardPrefixes(headers);
    return prefixes.length === 0 || hash !== "sha256"
      ? undefined
      : { digest, hash, prefixes, standard: true };
  }
  if (label === "v1=" && times.length > 0)
    return { digest, hash, prefixes: times.map((time) => `${time}.`), standard: false };
  const named = HASHES.find((one) => label.toLowerCase() === `${one}=`);
  if (named !== hash && label !== "" && label !== "v1=") return undefined;
  return { digest, hash, prefixes: signedPrefixes(headers), standard: false };
};

/** The digests in a delivery's signature headers whose form is understood. */
export const signatureClaims = (headers: HeaderMap): SignatureClaim[] => {
  const claims: SignatureClaim[] = [];
  for (const [name, value] of headers) {
    if (internHeaderName(name).kind !== "signature" || holdsFingerprint(value)) continue;
    const parts = signaturePartsOf(value);
    const times = parts.flatMap(({ label, digest }) => (label === "t=" ? [digest] : []));
    claims.push(...parts.flatMap((part) => claimOf(part, times, headers) ?? []));
  }
  return claims;
};
