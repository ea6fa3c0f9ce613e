/** Words and marks of those who write a placeholder. */
const PLACEHOLDER =
  /[{}<>[\]()$%*…|]|\.\.|x{3,}|example|sample|dummy|fake|your|placeholder|change_?-?me|redacted|masked|hidden|secret|password|passwd|token|todo|here|insert|replace|string|test_?-?key|demo|foo|bar\b|vault|env\b/i;
/** Runs that nobody's generator writes, but every typist. */
const RUNS = /0123|1234|2345|3456|4567|5678|6789|9876|abcd|bcde|cdef|qwer|asdf|dead|beef|(.)\1{3}/i;
/** What specifications and manuals print for everybody to read. */
const PUBLISHED =
  /2YotnFZFEjr1zCsicMWpAA|tGzv3JOkF0XG5Qx2TlKWIA|czZCaGRSa3F0MzpnWDFmQmF0M2JW|4eC39HqLyjWDarjtT1zdp7dc|MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw|SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c/;
/** A generator's output, and no name put together from words and numbers. */
const LONG_RUN = /[A-Za-z0-9]{10}/;
const PREFIX = /^(?:(?:gh[a-z]|github_pat|xox[a-z]|[rs]k_(?:live|test)|whsec)[_-]|AKIA|ASIA|AIza|eyJ)/;

/** Bits a character, by how often each occurs. */
const entropy = (text: string): number => {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
};

/**
 * Whether a value could be a credential somebody uses: long enough, of letters and digits, of no words that people put
 * in a credential's place, and as disorderly as what a generator writes.
 */
export const looksReal = (value: string, minLength: number): boolean => {
  const own = value.replace(PREFIX, "");
  if (value.length < minLength || PLACEHOLDER.test(own) || RUNS.test(own) || PUBLISHED.test(value))
    return false;
  if (/^[A-Z][A-Z0-9_]*$/.test(value) && value.includes("_")) return false;
  if (/^[a-z]+([-_/.:][a-z]+)*\d{0,3}$/i.test(own) || !/\d/.test(own) || !/[A-Za-z]/.test(own)) return false;
  return minLength < 16 || (LONG_RUN.test(own) && entropy(own) >= 3);
};
