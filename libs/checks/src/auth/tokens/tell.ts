/** Seconds, as people read them. */
export const inSeconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
