import type { ReactNode } from "react";

const worded = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value, null, 1) ?? "nothing");

const nameOf = (member: string): string => {
  const spaced = member.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced === "pointer" ? "where" : spaced;
};

const Fact = ({
  name,
  value,
  broken = false,
}: {
  name: string;
  value: unknown;
  broken?: boolean;
}): ReactNode => (
  <tr>
    <th scope="row">{name}</th>
    <td>
      <code className={broken ? "broken" : undefined}>{worded(value)}</code>
    </td>
  </tr>
);

/** A list of one entry that says nothing beyond its neighbours. */
const repeats = (value: unknown, evidence: Record<string, unknown>): boolean =>
  Array.isArray(value) &&
  value.length === 1 &&
  typeof value[0] === "object" &&
  Object.entries(value[0] as object).every(
    ([name, one]) => JSON.stringify(evidence[name]) === JSON.stringify(one),
  );

/** What was asked for and what came, then whatever else the check noted. */
export const Expected = ({ evidence }: { evidence: Record<string, unknown> }): ReactNode => {
  const { expected, actual, ...others } = evidence;
  const noted = Object.entries(others).filter(
    ([, value]) => value !== undefined && !repeats(value, evidence),
  );
  if (Object.keys(evidence).length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h2>Expected and actual</h2>
      </div>
      <table className="expected">
        <tbody>
          {expected !== undefined && <Fact name="asked for" value={expected} />}
          {actual !== undefined && <Fact name="came" value={actual} broken />}
          {noted.map(([name, value]) => (
            <Fact key={name} name={nameOf(name)} value={value} />
          ))}
        </tbody>
      </table>
    </section>
  );
};
