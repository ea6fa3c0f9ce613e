const RANKS: Readonly<Record<string, number>> = { info: 0, warning: 1, error: 2, critical: 3 };

/** Orders severities: the graver, the higher. */
export const rankOf = (severity: string | undefined): number => RANKS[severity ?? ""] ?? -1;
