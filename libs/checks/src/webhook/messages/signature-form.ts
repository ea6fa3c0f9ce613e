import type { SignatureScheme } from "#spec";
import { digestShape, signaturePartsOf } from "#observation";
import type { DigestShape, SignaturePart } from "#observation";

const BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;
const HASHES = ["sha1", "sha256", "sha512"] as const;

/** Base64 with padding or without; the alphabet for URLs counts as well, whose shape is `text`. */
const isBase64Of = (bytes: number, { encoding, length }: DigestShape): boolean =>
  encoding !== "hex" && (length === Math.ceil(bytes / 3) * 4 || length === Math.ceil((bytes * 4) / 3));

const isHexOf = (bytes: number, { encoding, length }: DigestShape): boolean =>
  encoding === "hex" && length === bytes * 2;

/** Without a documented prefix any will do that names no other hash. */
const fitsLabel = ({ prefix, hash }: SignatureScheme, label: string): boolean => {
  const written = label.toLowerCase();
  if (prefix !== undefined) return written === prefix.toLowerCase();
  const named = HASHES.find((one) => written.replaceAll("-", "").includes(one));
  return named === undefined || hash === undefined || named === hash;
};

const fitsDigest = ({ encoding, hash }: SignatureScheme, shape: DigestShape): boolean =>
  (hash ? [hash] : HASHES).some(
    (one) =>
      (encoding !== "base64" && isHexOf(BYTES[one], shape)) ||
      (encoding !== "hex" && isBase64Of(BYTES[one], shape)),
  );

/** Whether a signature header's value has the documented form; undefined where that cannot be told. */
export const isWellFormed = (scheme: SignatureScheme, value: string): boolean | undefined => {
  if (scheme.signed === "unknown") return undefined;
  let unknown = false;
  const fits = (part: SignaturePart): boolean => {
    const shape = digestShape(part.digest);
    unknown ||= shape === undefined;
    return shape !== undefined && fitsLabel(scheme, part.label) && fitsDigest(scheme, shape);
  };
  return signaturePartsOf(value).some(fits) ? true : unknown ? undefined : false;
};

const SAMPLE = { hex: "hex digits", base64: "Base64 characters" } as const;

/** The documented form in words: "sha256= and 64 hex digits". */
export const describeForm = ({ prefix, encoding, hash }: SignatureScheme): string => {
  const bytes = hash && BYTES[hash];
  const count = bytes && encoding ? `${encoding === "hex" ? bytes * 2 : Math.ceil(bytes / 3) * 4} ` : "";
  const digest = encoding
    ? `${count}${SAMPLE[encoding]}`
    : `a digest${hash ? ` of ${hash.replace("sha", "SHA-")}` : ""}`;
  return prefix ? `${prefix} and ${digest}` : digest;
};
