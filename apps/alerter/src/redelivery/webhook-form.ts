import { digestShape, signaturePartsOf } from "#observation";
import { clausesOf, type SignatureScheme, type Specification } from "#spec";

/** A header that carries a signature, and how it is made. */
export interface SignedHeader {
  name: string;
  scheme: SignatureScheme;
}

/** How the document wants a webhook's headers; names in lower case. */
export interface WebhookForm {
  signatures: readonly SignedHeader[];
  timestamps: readonly string[];
  ids: readonly string[];
  types: readonly string[];
}

const unique = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.toLowerCase()))];

/** How a specification wants webhooks sent. Standard Webhooks bring an id and a timestamp beside their signature. */
export const webhookForm = (specification: Specification): WebhookForm => {
  const signatures = clausesOf(specification, "webhook.signature").map(
    ({ parameters: { header, scheme } }) => ({
      name: header.toLowerCase(),
      scheme,
    }),
  );
  const families = signatures.flatMap(({ name, scheme }) =>
    scheme.prefix === "v1," ? [name.replace(/-signature$/, "")] : [],
  );
  const headers = clausesOf(specification, "webhook.header").map(({ parameters }) => parameters);
  const named = (role: "event-id" | "event-type") =>
    headers.filter((header) => header.role === role).map(({ name }) => name);
  return {
    signatures,
    timestamps: unique([
      ...families.map((family) => `${family}-timestamp`),
      ...clausesOf(specification, "webhook.timestamp").map(({ parameters }) => parameters.header),
    ]),
    ids: unique([...families.map((family) => `${family}-id`), ...named("event-id")]),
    types: unique(named("event-type")),
  };
};

const HASH_OF_LENGTH: Readonly<Record<number, SignatureScheme["hash"]>> = {
  20: "sha1",
  32: "sha256",
  64: "sha512",
};
const LABEL = /^(?:sha1|sha256|sha512|v1)=$/;

/** A scheme with what the document leaves open as the attempt's own signature was written, as far as it is known. */
export const completedScheme = (scheme: SignatureScheme, seen: string | undefined): SignatureScheme => {
  const part =
    seen === undefined ? undefined : signaturePartsOf(seen).findLast(({ label }) => label !== "t=");
  const shape = part && digestShape(part.digest);
  if (!part || !shape || shape.encoding === "text") return scheme;
  const { encoding, length } = shape;
  const bytes = encoding === "hex" ? length / 2 : Math.floor((length * 3) / 4);
  const hash = HASH_OF_LENGTH[bytes] ?? HASH_OF_LENGTH[bytes - 1] ?? HASH_OF_LENGTH[bytes - 2];
  return {
    ...(LABEL.test(part.label) && { prefix: part.label }),
    encoding,
    ...(hash && { hash }),
    ...scheme,
  };
};
