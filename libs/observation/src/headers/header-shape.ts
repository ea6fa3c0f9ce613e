import { invalid } from "../decode/invalid-event.ts";
import { LIMITS } from "../limits.ts";
import { internHeaderName, type HeaderName } from "./header-names.ts";

const MAX_SHAPES = 4_096;

/** Where a header stands in its message. */
export interface HeaderPlace extends HeaderName {
  at: number;
}

/**
 * The header names of a message in their order, shared by all messages that have the same; each shape leads on to
 * those with one name more.
 */
export class HeaderShape {
  /** The name as it was written that followed first, and what it led to: mostly the only one. */
  #firstRaw: string | undefined;
  #first: HeaderShape | undefined;
  readonly #others = new Map<string, HeaderShape>();
  #byName: Map<string, HeaderPlace> | undefined;

  /** `places` in their order. */
  constructor(readonly places: readonly HeaderPlace[]) {}

  /** The shape with one name more; the same one where it has that name. `pointer` is the list's. */
  with(raw: string, pointer: string): HeaderShape {
    if (raw === this.#firstRaw) return this.#first!;
    return this.#others.get(raw) ?? this.#grow(raw, pointer);
  }

  /** Where a name in lower case stands; undefined where it does not. */
  place(lower: string): HeaderPlace | undefined {
    this.#byName ??= new Map(this.places.map((each) => [each.lower, each]));
    return this.#byName.get(lower);
  }

  #grow(raw: string, pointer: string): HeaderShape {
    if (raw.length > LIMITS.headerName || raw === "")
      throw invalid(
        pointer,
        `has a header name that is empty or longer than ${LIMITS.headerName} characters`,
      );
    const { lower, kind } = internHeaderName(raw);
    const { places } = this;
    if (places.some((place) => place.lower === lower)) return this;
    if (places.length >= LIMITS.headers) throw invalid(pointer, `holds more than ${LIMITS.headers} headers`);
    const grown = new HeaderShape([...places, { lower, kind, at: places.length }]);
    shapes += 1;
    if (this.#first) this.#others.set(raw, grown);
    else {
      this.#firstRaw = raw;
      this.#first = grown;
    }
    return grown;
  }
}

let shapes = 0;
let empty = new HeaderShape([]);

/** The shape without names. Those met are found from it, and forgotten when they have become too many. */
export const emptyShape = (): HeaderShape => {
  if (shapes > MAX_SHAPES) {
    empty = new HeaderShape([]);
    shapes = 0;
  }
  return empty;
};
