import type { CompiledSpecification } from "#checks";
import { createSignatureVerifier, type SignatureVerifier } from "#observation";
import { hmacBytes, readSecretsFile } from "#platform";
import { clausesOf } from "#spec";

/** Verifies webhooks' signatures, and knows how many could not be. */
export interface SignatureVerification {
  verify: SignatureVerifier;
  /** What is to be said about signatures whose form alone was checked; undefined where all were verified. */
  unverified(): string | undefined;
}

const signatureHeaders = (specifications: readonly CompiledSpecification[]): ReadonlySet<string> =>
  new Set(
    specifications.flatMap(({ specification }) =>
      clausesOf(specification, "webhook.signature").map(({ parameters }) => parameters.header.toLowerCase()),
    ),
  );

/** Verification by the secrets of a file; without one, or without a secret that fits, only forms are checked. */
export const signatureVerification = (
  specifications: readonly CompiledSpecification[],
  file: string | undefined,
): SignatureVerification => {
  const verify = file === undefined ? undefined : createSignatureVerifier(readSecretsFile(file), hmacBytes);
  const documented = signatureHeaders(specifications);
  let count = 0;
  return {
    verify(delivery) {
      const verdict = verify?.(delivery);
      if (verdict === undefined && [...documented].some((name) => delivery.headers.has(name))) count += 1;
      return verdict;
    },
    unverified() {
      if (count === 0) return undefined;
      const attempts = count === 1 ? "1 webhook attempt" : `${count} webhook attempts`;
      const why = file === undefined ? "--secrets names no file" : `${file} has no secret for them`;
      return `The signatures of ${attempts} were checked for presence and form only: ${why}.`;
    },
  };
};
