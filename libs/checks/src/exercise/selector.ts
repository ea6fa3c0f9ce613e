import type { FactKind } from "#measurement";

/** Facts of one kind; absent members do not narrow, but to other endpoints than the token endpoint. */
export interface Match {
  kind: FactKind;
  endpoints?: readonly string[];
  /** Of these paths, whatever the method; placeholders are all alike. */
  paths?: readonly string[];
  names?: readonly string[];
  /** Names that are statuses within these, ends included; with `failures`, also those of exchanges without answers. */
  statuses?: readonly [from: number, to: number];
  failures?: true;
  environment?: string;
}

/** By which traffic a clause is exercised, and what tells that it was not. */
export interface Selector {
  /** All of these, each at least once. */
  seen: readonly Match[];
  /** Traffic that would exercise the clause if it has what the clause is about. */
  possible: Match;
  /** What of it was captured well enough to tell; absent: all. */
  captured?: readonly Match[];
  /** The count is of a sample: those bodies. */
  samples?: Match;
}
