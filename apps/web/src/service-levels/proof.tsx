import type { ReactNode } from "react";
import { useEvidence, useRestatements, type ObjectiveOfMonth } from "../data/service-levels.ts";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import { precise } from "./words.ts";

const CAUSES = {
  late: "events came late",
  "maintenance-declared": "maintenance was declared",
  "maintenance-withdrawn": "maintenance was withdrawn",
} as const;

const shareWords = (share: number | null): string => (share === null ? "no data" : precise(share));

/** What was stated otherwise before; both figures are kept. */
export const Restatements = ({
  integration,
  of,
}: {
  integration: string;
  of: ObjectiveOfMonth;
}): ReactNode => {
  const list = useRestatements(integration, of);
  const items = list.data?.items ?? [];
  return (
    <section className="section">
      <div className="section-head">
        <h2>Restated</h2>
        <span className="dim">both figures are kept</span>
      </div>
      {list.isPending && <Waiting for="restatements" />}
      {list.isError && !list.data && (
        <Failed what="Restatements" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.data && items.length === 0 && <p className="dim">Nothing was restated.</p>}
      {items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Why</th>
              <th scope="col" className="number">
                Before
              </th>
              <th scope="col" className="number">
                After
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ event, cause, before, after, maintenance }) => (
              <tr key={event.position}>
                <td>
                  <Moment at={event.recordedAt} />
                </td>
                <td>
                  {CAUSES[cause]}
                  {maintenance?.reason !== undefined && `: ${maintenance.reason}`}
                </td>
                <td className="number">{shareWords(before.share)}</td>
                <td className="number">{shareWords(after.share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

/** The events behind the figure: the first minutes with bad exchanges. */
export const Proof = ({ integration, of }: { integration: string; of: ObjectiveOfMonth }): ReactNode => {
  const list = useEvidence(integration, of);
  const items = list.data?.items ?? [];
  return (
    <section className="section">
      <div className="section-head">
        <h2>The events behind it</h2>
        <span className="dim">the month&rsquo;s first minutes with bad exchanges</span>
      </div>
      {list.isPending && <Waiting for="the events" />}
      {list.isError && !list.data && (
        <Failed what="The events" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.data && items.length === 0 && <p className="dim">No minute held a bad exchange.</p>}
      {items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Minute</th>
              <th scope="col" className="number">
                Bad
              </th>
              <th scope="col" className="number">
                Of
              </th>
              <th scope="col">Exchanges</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ position, minute, bad, good, badEventIds }) => (
              <tr key={position}>
                <td>
                  <Moment at={minute} />
                </td>
                <td className="number">{figure(bad)}</td>
                <td className="number">{figure(good + bad)}</td>
                <td>
                  <code>{badEventIds.slice(0, 3).join(" ")}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
