import { readSpecificationFiles, sha256Hex } from "#platform";
import { loadSpecification, type Specification } from "#spec";

/** One simulation that is judged and held against its truth. */
export interface Campaign {
  title: string;
  /** A specification's path: file or folder. */
  path: string;
  startMs: number;
  hours: number;
  events: number;
  faults: "all" | "none" | readonly string[];
  seed: number;
}

const ORDERS = "examples/orders/orders-integration-spec.md";
const DAY_HOURS = 24;
/** Shortly before midnight UTC, so that a whole day is observed from its beginning. */
const EVENING_MS = Date.UTC(2024, 0, 14, 23, 58);
const FIXTURES = ["forge", "payments", "sensors"];

/** The rules that take days to break, over the end of a month. */
const SERVICE_LEVELS = ["degraded", "fast-burn", "slow-burn", "budget-exhausted", "missed"].map(
  (name) => `sla.${name}`,
);

const orders = (title: string, changed: Partial<Campaign>): Campaign => ({
  title: `orders, ${title}`,
  path: ORDERS,
  startMs: EVENING_MS,
  hours: 1,
  events: 60_000,
  faults: "all",
  seed: 7,
  ...changed,
});

/** Everything that is broken, somewhere. */
export const CAMPAIGNS: readonly Campaign[] = [
  orders("an hour", {}),
  orders("a day", { hours: DAY_HOURS, seed: 8 }),
  orders("the end of a month", {
    startMs: Date.UTC(2024, 0, 29),
    hours: 4 * DAY_HOURS,
    events: 80_000,
    faults: SERVICE_LEVELS,
  }),
  ...FIXTURES.map((name): Campaign => ({
    title: name,
    path: `test/fixtures/${name}`,
    startMs: EVENING_MS,
    hours: 8,
    events: 15_000,
    faults: "all",
    seed: 9,
  })),
];

/** A day on which nobody breaks anything. */
export const CLEAN_DAY: Campaign = orders("a clean day", {
  startMs: Date.UTC(2024, 0, 15),
  hours: DAY_HOURS,
  events: 200_000,
  faults: "none",
});

/** A campaign's specification, read as users' are. */
export const specificationOf = async ({ path }: Campaign): Promise<Specification> => {
  const [files] = await readSpecificationFiles([path]);
  if (!files) throw new Error(`${path} holds no specification.`);
  return loadSpecification(files, sha256Hex);
};
