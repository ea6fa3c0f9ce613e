/**
 * Something people are told of while it lasts: violations that share their labels, silence where traffic is usual, a
 * monitor that lags.
 */
export interface Alert {
  /** Stable over its whole life, whatever its severity becomes: a hash of its other labels. */
  id: string;
  /**
   * What routes, silences and inhibitions match: `alertname` (the rule), `severity`, `integration`, and where known
   * `party`, `environment`, `endpoint`, `client`, `clause`.
   */
  labels: Readonly<Record<string, string>>;
  /** For people: `summary`, `clause` (`spec.md:83  header: …`), `expected`, `actual`, `violations` (how many), `url`. */
  annotations: Readonly<Record<string, string>>;
  /** Event time. */
  startsAtMs: number;
  /** Set once it is over. */
  endsAtMs?: number;
}
