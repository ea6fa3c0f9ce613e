/** A message's headers, names compared without case. Values of a repeated header are joined by `, ` (RFC 9110, 5.3). */
export interface Headers {
  /** `name` in lower case. */
  get(name: string): string | undefined;
  /** The credential that a header carries, as a fingerprint and from there on; undefined where it carries none. */
  credential(name: string): string | undefined;
  entries(): Iterable<readonly [name: string, value: string]>;
}
