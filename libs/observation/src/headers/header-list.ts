import type { Headers } from "../headers.ts";
import type { RedactedValue, Redactor } from "../redact/redactor.ts";
import { LIMITS } from "../limits.ts";
import { fingerprintFrom } from "../redact/fingerprints.ts";
import { invalid } from "../decode/invalid-event.ts";
import { emptyShape, type HeaderPlace, type HeaderShape } from "./header-shape.ts";

/** Headers whose credentials turn into fingerprints when they are read: the raw value cannot leave. */
export class HeaderList implements Headers {
  readonly #redactor: Redactor;
  #shape: HeaderShape = emptyShape();
  readonly #values: string[] = [];
  /** The credentials that have been read, by their place. */
  #redacted: (RedactedValue | undefined)[] | undefined = undefined;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  get(name: string): string | undefined {
    const place = this.#shape.place(name);
    return place && this.#value(place);
  }

  credential(name: string): string | undefined {
    const place = this.#shape.place(name);
    if (!place) return undefined;
    return place.kind === "none" ? fingerprintFrom(this.#values[place.at]!) : this.#redact(place).credential;
  }

  entries(): (readonly [name: string, value: string])[] {
    return this.#shape.places.map((place) => [place.lower, this.#value(place)] as const);
  }

  /** Takes one header; `pointer` is the list's. */
  add(raw: string, value: string, pointer: string): void {
    if (value.length > LIMITS.headerValue)
      throw invalid(pointer, `has a header value longer than ${LIMITS.headerValue} characters`);
    const shape = this.#shape.with(raw, pointer);
    if (shape === this.#shape) return this.#join(raw.toLowerCase(), value);
    this.#shape = shape;
    this.#values.push(value);
  }

  #join(name: string, value: string): void {
    const place = this.#shape.place(name)!;
    const joined = `${this.#value(place)}, ${this.#redactor.header(name, value)}`;
    if (place.kind === "none") this.#values[place.at] = joined;
    else this.#redacted![place.at] = { shown: joined, credential: fingerprintFrom(joined) };
  }

  #value(place: HeaderPlace): string {
    return place.kind === "none" ? this.#values[place.at]! : this.#redact(place).shown;
  }

  #redact({ kind, at }: HeaderPlace): RedactedValue {
    this.#redacted ??= [];
    return (this.#redacted[at] ??= this.#redactor.redact(kind, this.#values[at]!));
  }
}
