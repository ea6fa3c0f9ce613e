import type { Headers } from "../headers.ts";
import type { Redactor } from "../redact/redactor.ts";
import { LIMITS } from "../limits.ts";
import { invalid } from "../decode/invalid-event.ts";
import { boundHeaderNames, internHeaderName, type CredentialKind } from "./header-names.ts";

let lists = 0;

/** Headers whose credentials turn into fingerprints when they are read: the raw value cannot leave. */
export class HeaderList implements Headers {
  readonly #names: string[] = [];
  readonly #values: string[] = [];
  /** Names of values that are still raw; most lists have one. */
  readonly #kinds: CredentialKind[] = [];
  readonly #redactor: Redactor;
  readonly #list: number;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
    this.#list = lists = (lists + 1) | 0;
    boundHeaderNames();
  }

  get(name: string): string | undefined {
    const at = this.#names.indexOf(name);
    return at === -1 ? undefined : this.#value(at);
  }

  *entries(): Iterable<readonly [name: string, value: string]> {
    for (let at = 0; at < this.#names.length; at++) yield [this.#names[at]!, this.#value(at)];
  }

  /** Takes one header; `pointer` is the list's. */
  add(raw: string, value: string, pointer: string): void {
    if (raw.length > LIMITS.headerName || raw === "")
      throw invalid(
        pointer,
        `has a header name that is empty or longer than ${LIMITS.headerName} characters`,
      );
    if (value.length > LIMITS.headerValue)
      throw invalid(pointer, `has a header value longer than ${LIMITS.headerValue} characters`);
    const name = internHeaderName(raw);
    if (name.list === this.#list) {
      const at = this.#names.indexOf(name.lower);
      this.#values[at] = `${this.#value(at)}, ${this.#redactor.header(name.lower, value)}`;
      return;
    }
    if (this.#names.length >= LIMITS.headers)
      throw invalid(pointer, `holds more than ${LIMITS.headers} headers`);
    name.list = this.#list;
    this.#names.push(name.lower);
    this.#values.push(value);
    this.#kinds.push(name.kind);
  }

  #value(at: number): string {
    if (this.#kinds[at] !== "none") {
      this.#values[at] = this.#redactor.header(this.#names[at]!, this.#values[at]!);
      this.#kinds[at] = "none";
    }
    return this.#values[at]!;
  }
}
