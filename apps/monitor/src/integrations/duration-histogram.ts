import { Histogram, type MetricObjectWithValues, type MetricValueWithName, type Registry } from "prom-client";
import { durationOf, type DurationSketch } from "#measurement";

const LABELS = ["integration", "environment", "endpoint"] as const;
type Label = (typeof LABELS)[number];
type Labels = Record<Label, string>;

const NAME = "clausewatch_request_duration_seconds";
const HELP = "Durations of requests, by bins that are off by 1 % at most";
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30];

interface Series {
  labels: Labels;
  /** By bucket; the last one is beyond all. */
  counts: number[];
  sum: number;
}

/** A histogram that takes whole sketches, where prom-client's takes one value at a time. */
export class DurationHistogram extends Histogram<Label> {
  private readonly series = new Map<string, Series>();

  constructor(registry: Registry) {
    super({ name: NAME, help: HELP, labelNames: LABELS, buckets: BUCKETS, registers: [registry] });
  }

  /** Adds what a sketch counted; what it takes back stays, since a histogram only grows. */
  add(labels: Labels, sketch: DurationSketch): void {
    const key = JSON.stringify(labels);
    let series = this.series.get(key);
    if (!series)
      this.series.set(
        key,
        (series = { labels, counts: Array.from({ length: BUCKETS.length + 1 }, () => 0), sum: 0 }),
      );
    for (const [bin, count] of Object.entries(sketch)) {
      if (count <= 0) continue;
      const seconds = durationOf(Number(bin)) / 1000;
      const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
      series.counts[bucket === -1 ? BUCKETS.length : bucket]! += count;
      series.sum += seconds * count;
    }
  }

  /** What the registry asks where a metric has it. */
  getForPromString(): ReturnType<DurationHistogram["get"]> {
    return this.get();
  }

  override get(): Promise<MetricObjectWithValues<MetricValueWithName<Label>>> {
    const values = [...this.series.values()].flatMap(({ labels, counts, sum }) => {
      let total = 0;
      const buckets = counts.map((count, index) => ({
        metricName: `${NAME}_bucket`,
        labels: { le: BUCKETS[index] ?? "+Inf", ...labels },
        value: (total += count),
      }));
      const sums = [
        { metricName: `${NAME}_sum`, labels, value: sum },
        { metricName: `${NAME}_count`, labels, value: total },
      ];
      return [...buckets, ...sums];
    });
    const shown = { name: NAME, help: HELP, type: "histogram", aggregator: "sum", values };
    return Promise.resolve(shown as unknown as MetricObjectWithValues<MetricValueWithName<Label>>);
  }
}
