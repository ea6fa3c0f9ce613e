/** Where a statement stands in the text it was read from; lines and columns count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** What a verdict quotes: a statement of the specification with its YAML path and its place. */
export interface Citation extends Place {
  /** Path of keys, e.g. `rate_limits.default.requests_per_minute`; a duplicate key's second entry ends in `#2`. */
  path: string;
  /** The statement as written, on one line, e.g. `minimum: 1`. */
  text: string;
}
