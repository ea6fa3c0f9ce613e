import { useMemo, type ReactNode } from "react";
import { TimeChart } from "../charts/time-chart.tsx";
import { useLimitSeries, type LimitAsked, type LimitSeries } from "../data/exercise.ts";
import { CsvLink } from "../shell/csv-link.tsx";
import { Link } from "../shell/link.tsx";
import { figure } from "../shell/numbers.ts";
import { spanOf, type Period } from "../shell/periods.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import styles from "./limits.module.css";

const READINGS = {
  "as-written": "as written",
  "with-burst": "with the burst allowance",
  "windows-begin-anywhere": "wherever the windows begin",
} as const;

const moments = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

const wordsOf = ({ items, limit, window, readings }: LimitSeries): string => {
  const measured = items.flatMap(({ most }) => most ?? []);
  if (measured.length === 0) return "No data: this client was not seen in the period.";
  const own = `At most ${figure(Math.max(...measured))} a ${window}, where ${figure(limit)} are written.`;
  const others = readings.slice(1).map(({ reading, most }) => `${figure(most)} ${READINGS[reading]}`);
  return others.length === 0 ? own : `${own} Other readings allow ${others.join(", ")}.`;
};

const linesOf = ({ items, readings }: LimitSeries) => ({
  times: items.map(({ from }) => Date.parse(from) / 1_000),
  series: [
    { name: "requests", colour: "ink" as const, values: items.map(({ most }) => most) },
    ...readings.map(({ reading, most }, at) => ({
      name: READINGS[reading],
      colour: at === 0 ? ("warning" as const) : ("ink-3" as const),
      dashed: true,
      values: items.map(() => most),
    })),
  ],
});

/** The windows of one client's limit over a period, against what each reading of the clause allows. */
export const LimitWindows = (props: {
  integration: string;
  asked: LimitAsked;
  period: Period;
  closed: string;
}): ReactNode => {
  const { integration, asked, period, closed } = props;
  const series = useLimitSeries(integration, asked, period);
  const { data } = series;
  const lines = useMemo(() => data && linesOf(data), [data]);
  const name = asked.client ?? "unknown client";
  return (
    <section className={`section ${styles["windows"]}`}>
      <div className="section-head">
        <h2>
          {data ? `The busiest ${data.window} of ${name}` : name}, <code>{asked.clause}</code>
        </h2>
        <CsvLink
          path={`/api/v1/integrations/${encodeURIComponent(integration)}/limits/series`}
          query={{ ...asked, ...spanOf(period) }}
        />
        <Link to={closed} still>
          Close
        </Link>
      </div>
      {series.isPending && <Waiting for="the windows" />}
      {series.isError && !data && (
        <Failed what="The windows" error={series.error} retry={() => void series.refetch()} />
      )}
      {data && lines && (
        <TimeChart
          label={`Requests of ${name} against the limit`}
          words={wordsOf(data)}
          {...lines}
          spell={figure}
          spellTime={(timeMs) => moments.format(timeMs)}
        />
      )}
    </section>
  );
};
