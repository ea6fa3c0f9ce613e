import type { ReactNode } from "react";
import { useDifference, type Difference } from "../data/deliveries.ts";
import { counted } from "../shell/numbers.ts";
import { Failed, Waiting } from "../shell/states.tsx";

type Found = NonNullable<Difference["difference"]>;

const summary = ({ identical, count, kind, cut }: Found): string => {
  const shown = cut ? ", as far as they are kept" : "";
  if (identical) return `identical${shown}`;
  if (count === 0) return `the same values, written differently${shown}`;
  const noun = kind === "json" ? "value" : "line";
  return `${counted(count, noun)} ${count === 1 ? "differs" : "differ"}${shown}`;
};

const Side = (props: { name: Difference["one"]; lines: Found["one"]; sign: string }): ReactNode => {
  const { name, lines, sign } = props;
  return (
    <div>
      <h3>
        <code>{name.eventId}</code>
      </h3>
      <pre tabIndex={0} aria-label={name.eventId}>
        {lines.map(({ text, differs }, at) => (
          <code key={at} className={differs ? "differs" : undefined}>
            <span aria-hidden="true">{at + 1}</span>
            <span>{differs ? sign : ""}</span>
            <span>{text}</span>
          </code>
        ))}
      </pre>
    </div>
  );
};

/** An attempt's payload held against another's, side by side; what differs carries a sign. */
export const PayloadDifference = (props: {
  id: string;
  attemptId: string;
  against: { of?: string; with?: string };
}): ReactNode => {
  const found = useDifference(props.id, props.attemptId, props.against);
  if (found.isPending) return <Waiting for="the difference" />;
  if (!found.data)
    return <Failed what="The difference" error={found.error!} retry={() => void found.refetch()} />;
  const { one, other, difference } = found.data;
  return (
    <section className="section">
      <div className="section-head">
        <h2>Payload against another</h2>
        <span className="dim">{difference ? summary(difference) : "one of them is not kept"}</span>
      </div>
      {difference && (
        <div className="difference">
          <Side name={one} lines={difference.one} sign="−" />
          <Side name={other} lines={difference.other} sign="+" />
        </div>
      )}
    </section>
  );
};
