/** What stands for a credential in logs, or where one is missing by mistake. */
const WORDS =
  "null undefined none nil nan true false token redacted [redacted] <redacted> (redacted) {redacted} masked [masked] <masked> hidden [hidden] <hidden> secret <secret> [secret] filtered [filtered] removed [removed] omitted xxx".split(
    " ",
  );
const SIGNS = ["*", "x", "X", "•", ".", "-", "#"];
const MOST = 40;

const MASKS: readonly string[] = [
  ...WORDS.flatMap((word) => [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)]),
  ...SIGNS.flatMap((sign) => Array.from({ length: MOST }, (_, index) => sign.repeat(index + 1))),
];

/** Whether a credential, or its fingerprint, is no credential but what stands for any. */
export const isMask = (credential: string, fingerprint: (text: string) => string): boolean =>
  MASKS.some((mask) => mask === credential || fingerprint(mask) === credential);
