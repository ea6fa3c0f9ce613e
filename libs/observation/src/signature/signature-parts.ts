import { holdsFingerprint } from "../redact/fingerprints.ts";

/** One signature of a header that may list several: `sha256=` and its digest. */
export interface SignaturePart {
  /** `sha256=`, `v1,`, `t=` or nothing. */
  label: string;
  digest: string;
}

/** How a digest is written and how long it is; `text`: neither hex nor padded Base64. */
export interface DigestShape {
  encoding: "hex" | "base64" | "text";
  length: number;
}

/** What stands between two signatures: white space, or the comma before another label. */
const SEPARATOR = /(\s+|,(?=[A-Za-z0-9]{1,10}=[^=\s]))/;
const SEPARATES = /[\s,]/;
const LABEL = /^[A-Za-z][A-Za-z0-9-]{0,15}[=,](?=[^=])/;
const SHAPE_OF_FINGERPRINT = /^hmac:[0-9a-f]{12}\.(hex|base64|text)-(\d{1,9})$/;

/** Whether a part is the time within a signature header (`t=1705314600`), which is no secret. */
export const isTimestampPart = ({ label, digest }: SignaturePart): boolean =>
  label === "t=" && /^\d+$/.test(digest);

/** A part of a signature header told apart into label and digest. */
export const signaturePart = (text: string): SignaturePart => {
  const label = LABEL.exec(text)?.[0] ?? "";
  return { label, digest: text.slice(label.length) };
};

/** A signature header as it is, signatures and what separates them by turns. */
export const splitSignatures = (value: string): string[] =>
  SEPARATES.test(value) ? value.split(SEPARATOR) : [value];

/** The signatures of a header's value. */
export const signaturePartsOf = (value: string): SignaturePart[] =>
  splitSignatures(value).flatMap((part, at) => {
    const text = part.endsWith(",") ? part.slice(0, -1) : part;
    return at % 2 === 1 || text === "" ? [] : [signaturePart(text)];
  });

/** The shape of a digest, or the one that its fingerprint remembers; undefined where a fingerprint remembers none. */
export const digestShape = (digest: string): DigestShape | undefined => {
  const kept = SHAPE_OF_FINGERPRINT.exec(digest);
  if (kept) return { encoding: kept[1] as DigestShape["encoding"], length: Number(kept[2]) };
  if (holdsFingerprint(digest)) return undefined;
  const { length } = digest;
  if (/^(?:[0-9a-f]{2})+$/i.test(digest)) return { encoding: "hex", length };
  const isBase64 = length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(digest);
  return { encoding: isBase64 ? "base64" : "text", length };
};
