import type { Headers } from "../headers.ts";
import type { Redactor } from "../redact/redactor.ts";
import { LIMITS } from "../limits.ts";
import { invalid } from "../decode/invalid-event.ts";
import { boundHeaderNames, internHeaderName, type HeaderName } from "./header-names.ts";

let lists = 0;

/** Headers whose credentials turn into fingerprints when they are read: the raw value cannot leave. */
export class HeaderList implements Headers {
  readonly #names: HeaderName[] = [];
  readonly #values: string[] = [];
  readonly #list: number;
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
    this.#list = lists = (lists + 1) & 0x3fffffff;
    boundHeaderNames();
  }

  get(name: string): string | undefined {
    for (let at = 0; at < this.#names.length; at++)
      if (this.#names[at]!.lower === name) return this.#value(at);
    return undefined;
  }

  *entries(): Iterable<readonly [name: string, value: string]> {
    for (let at = 0; at < this.#names.length; at++) yield [this.#names[at]!.lower, this.#value(at)];
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
      const at = this.#names.findIndex(({ lower }) => lower === name.lower);
      this.#values[at] = `${this.#value(at)}, ${this.#redactor.header(name.lower, value)}`;
      return;
    }
    if (this.#names.length >= LIMITS.headers)
      throw invalid(pointer, `holds more than ${LIMITS.headers} headers`);
    name.list = this.#list;
    this.#names.push(name);
    this.#values.push(value);
  }

  #value(at: number): string {
    const { redacted, lower } = this.#names[at]!;
    if (redacted) {
      this.#values[at] = this.#redactor.header(lower, this.#values[at]!);
      this.#names[at] = redacted;
    }
    return this.#values[at]!;
  }
}
