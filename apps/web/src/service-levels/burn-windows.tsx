import type { ReactNode } from "react";
import type { Objective } from "../data/service-levels.ts";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";
import { span, times } from "./words.ts";

/** How fast the budget burns over each pair of windows, against where an alert begins. */
export const BurnWindows = ({ of, integration }: { of: Objective; integration: string }): ReactNode => {
  const rateOver = (minutes: number): number | null =>
    of.windows.find((window) => window.minutes === minutes)?.rate ?? null;
  const violations = (rule: string): string =>
    `/violations?${new URLSearchParams({ integration, rule, clause: of.clause.path })}`;
  return (
    <section className="section">
      <div className="section-head">
        <h2>How fast it burns</h2>
        <span className="dim">1 × spends the whole budget in a month</span>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Windows</th>
            <th scope="col" className="number">
              Alerts at
            </th>
            <th scope="col" className="number">
              Long
            </th>
            <th scope="col" className="number">
              Short
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {of.burns.map(({ rule, rate, longMinutes, shortMinutes, burning }) => (
            <tr key={longMinutes}>
              <td>
                {span(longMinutes)} and {span(shortMinutes)}
              </td>
              <td className="number">{times(rate)}</td>
              <td className="number">{times(rateOver(longMinutes))}</td>
              <td className="number">{times(rateOver(shortMinutes))}</td>
              <td>
                {burning ? (
                  <>
                    <Mark of={rule === "sla.fast-burn" ? "error" : "warning"} />{" "}
                    <Link to={violations(rule)}>{rule === "sla.fast-burn" ? "fast burn" : "slow burn"}</Link>
                  </>
                ) : (
                  <span className="dim">quiet</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
