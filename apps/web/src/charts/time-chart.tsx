import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import styles from "./charts.module.css";
import { chartOptions, type TimeChartProps } from "./chart-options.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The figures of one point, in words. */
const wordsAt = ({ times, series, spell, spellTime }: TimeChartProps, at: number): string =>
  [
    spellTime(times[at]! * 1000),
    ...series.map(({ name, values }) => {
      const value = values[at];
      return `${name} ${value === null || value === undefined ? "no data" : spell(value)}`;
    }),
  ].join(", ");

const Table = ({ times, series, spell, spellTime, label }: TimeChartProps): ReactNode => (
  <details className={styles["table"]}>
    <summary>As a table</summary>
    <table>
      <caption className="sr">{label}</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          {series.map(({ name }) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {times.map((time, at) => (
          <tr key={time}>
            <td>{spellTime(time * 1000)}</td>
            {series.map(({ name, values }) => {
              const value = values[at];
              return (
                <td key={name} className="number">
                  {value === null || value === undefined ? "no data" : spell(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);

/** Lines over time on a canvas; arrow keys move its cursor, and the same figures stand in a table. */
export const TimeChart = (props: TimeChartProps): ReactNode => {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot>(undefined);
  const [point, setPoint] = useState<number>();
  const shown = useRef(props);
  const scheme = useScheme();
  useEffect(() => {
    shown.current = props;
  });
  const { times, series, bands } = props;
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const data: UPlot.AlignedData = [[...times], ...series.map(({ values }) => [...values])];
    const made = new UPlot(chartOptions(box, shown.current, setPoint), data, box);
    chart.current = made;
    const watching = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height: made.height }));
    watching.observe(box);
    return () => {
      watching.disconnect();
      made.destroy();
    };
  }, [times, series, bands, scheme]);
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const made = chart.current;
    if (step === undefined || !made || times.length === 0) return;
    event.preventDefault();
    const at = Math.min(times.length - 1, Math.max(0, (point ?? (step > 0 ? -1 : times.length)) + step));
    made.setCursor({ left: made.valToPos(times[at]!, "x"), top: 10 });
    setPoint(at);
  };
  return (
    <figure className={styles["figure"]}>
      <div
        ref={place}
        className={styles["chart"]}
        role="application"
        aria-label={`${props.label}; arrow keys read it point by point`}
        tabIndex={0}
        onKeyDown={move}
      />
      <p className={styles["point"]} role="status">
        {point === undefined || times[point] === undefined ? props.words : wordsAt(props, point)}
      </p>
      <Table {...props} />
    </figure>
  );
};

/** Changes when the viewer's colours do. */
const useScheme = (): boolean => {
  const [isDark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const take = () => setDark(dark.matches);
    dark.addEventListener("change", take);
    return () => dark.removeEventListener("change", take);
  }, []);
  return isDark;
};
