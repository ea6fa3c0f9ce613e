import { readSpecificationFiles, sha256Hex } from "#platform";
import { simulate, toNdjson } from "#simulator";
import { loadSpecification, type Specification } from "#spec";

const START_MS = Date.UTC(2024, 0, 15, 8);
const RATE = 200;
/** The hosts that the example specification names. */
export const HOST = /([\w.-]+\.example\.(com|net|org))/g;

/** The example specification, as users find it. */
export const exampleSpecification = async (): Promise<Specification> => {
  const [files] = await readSpecificationFiles(["examples/orders/orders-integration-spec.md"]);
  if (!files) throw new Error("The example specification is missing.");
  return loadSpecification(files, sha256Hex);
};

/** The example specification for another shop at hosts of its own. */
export const anotherShop = ({ files }: Specification, shop: number): Specification =>
  loadSpecification(
    [
      {
        name: `shop-${shop}.md`,
        text: files[0]!.text.replace(/^# .*$/m, `# Shop ${shop}`).replace(HOST, `s${shop}.$1`),
      },
    ],
    sha256Hex,
  );

/** The example specification, and as many more of other shops as make the count. */
export const shops = async (count: number): Promise<Specification[]> => {
  const example = await exampleSpecification();
  return Array.from({ length: count }, (_, shop) => (shop === 0 ? example : anotherShop(example, shop)));
};

/** Seeded traffic with all faults, each event as the bytes of its line. */
export function* trafficLines(
  specification: Specification,
  count: number,
  { ratePerSecond, startMs } = { ratePerSecond: RATE, startMs: START_MS },
): Generator<Buffer> {
  const options = { seed: 7, count, ratePerSecond, startMs, faults: "all" as const };
  for (const { event } of simulate({ specification, ...options }))
    yield Buffer.from(toNdjson(event).trimEnd());
}

/** The middle of the values. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** The value that this share of the values is at or below. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
};
