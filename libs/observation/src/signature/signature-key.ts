import { bytesOfBase64 } from "../body/base64.ts";

const utf8 = new TextEncoder();
const STANDARD_PREFIX = "whsec_";

/** The keys that a secret may mean: its own bytes; for Standard Webhooks first what its Base64 says. */
export const keysOf = (secret: string, standard: boolean): Uint8Array[] => {
  if (!standard) return [utf8.encode(secret)];
  const encoded = secret.startsWith(STANDARD_PREFIX) ? secret.slice(STANDARD_PREFIX.length) : secret;
  const decoded = bytesOfBase64(encoded);
  const plain = secret === encoded ? [utf8.encode(secret)] : [];
  return decoded && decoded.length > 0 ? [decoded, ...plain] : plain;
};

/** What is signed: a text, and the body behind it. */
export const signedMessage = (prefix: string, body: Uint8Array): Uint8Array => {
  const head = utf8.encode(prefix);
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  return message;
};
