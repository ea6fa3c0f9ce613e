/** Held by whoever erases a subject; shared by the commits that store payloads. */
export const ERASURE_LOCK = `hashtextextended('clausewatch:erasure', 0)`;
