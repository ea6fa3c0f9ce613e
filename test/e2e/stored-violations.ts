import type { Pool } from "pg";
import { evolve, initialState, type Violation, type ViolationEvent } from "#violation";

/** The violations in the store, each as its last event left it, by id. */
export const storedViolations = async (pool: Pool): Promise<Map<string, Violation>> => {
  const { rows } = await pool.query<{ data: ViolationEvent }>(
    "SELECT data FROM event WHERE stream LIKE 'violation-%' ORDER BY position",
  );
  const violations = new Map<string, Violation>();
  for (const { data } of rows) {
    if (data.type === "ViolationOpened") {
      violations.set(data.violation.id, data.violation);
      continue;
    }
    const violation = violations.get(data.id);
    if (!violation) throw new Error(`${data.type} of ${data.id} comes before its opening.`);
    if (data.type === "ViolationRecurred")
      Object.assign(violation, { count: data.count, eventIds: data.eventIds });
    if (data.type === "ViolationEscalated") violation.severity = data.severity;
  }
  return violations;
};

/** Streams whose versions are not 1..n, or whose events no Decider would have written in that order. */
export const brokenStreams = async (pool: Pool): Promise<string[]> => {
  const { rows } = await pool.query<{ stream: string; version: string; data: ViolationEvent }>(
    "SELECT stream, version, data FROM event WHERE stream LIKE 'violation-%' ORDER BY stream, version",
  );
  const broken = new Set<string>();
  const states = new Map<string, { version: number; state: typeof initialState }>();
  for (const { stream, version, data } of rows) {
    const { version: before, state } = states.get(stream) ?? { version: 0, state: initialState };
    if (Number(version) !== before + 1 || (state.status === "none") !== (data.type === "ViolationOpened"))
      broken.add(stream);
    states.set(stream, { version: Number(version), state: evolve(state, data) });
  }
  return [...broken];
};
