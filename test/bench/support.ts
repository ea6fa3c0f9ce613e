import { readSpecificationFiles, sha256Hex } from "#platform";
import { simulate, toNdjson } from "#simulator";
import { loadSpecification, type Specification } from "#spec";

const START_MS = Date.UTC(2024, 0, 15, 8);
const RATE = 200;

/** The example specification, as users find it. */
export const exampleSpecification = async (): Promise<Specification> => {
  const [files] = await readSpecificationFiles(["examples/orders/orders-integration-spec.md"]);
  if (!files) throw new Error("The example specification is missing.");
  return loadSpecification(files, sha256Hex);
};

/** Seeded traffic with all faults, each event as the bytes of its line. */
export function* trafficLines(specification: Specification, count: number): Generator<Buffer> {
  const options = { seed: 7, count, ratePerSecond: RATE, startMs: START_MS, faults: "all" as const };
  for (const { event } of simulate({ specification, ...options }))
    yield Buffer.from(toNdjson(event).trimEnd());
}

/** The middle of the values. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
