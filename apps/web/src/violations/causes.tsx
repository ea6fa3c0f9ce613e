import type { ReactNode } from "react";
import type { ViolationDetail } from "../data/types.ts";
import { useCauses, type Cause } from "../data/violations.ts";
import { CopyButton } from "../deliveries/copy-button.tsx";
import { Link } from "../shell/link.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import { bodyLines, lookOf, pointersOf, valuesOf } from "./body-lines.ts";
import styles from "./causes.module.css";
import { Trace } from "./trace.tsx";

type Part = "request" | "response";

/** Which message the rule is about; undefined: it may be either. */
const concerns = (rule: string, part: Part): boolean =>
  !/^(request|response)\./.test(rule) || rule.startsWith(`${part}.`);

const Body = (props: {
  part: Part;
  cause: Cause;
  other: Cause | undefined;
  broken: ReadonlySet<string>;
}): ReactNode => {
  const { part, cause, other, broken } = props;
  const message = cause[part];
  const otherBody = other?.[part]?.body;
  const values = otherBody === undefined ? undefined : valuesOf(bodyLines(otherBody));
  return (
    <>
      <h4 className={styles["label"]}>{part === "request" ? "Request" : "Response"}</h4>
      {message?.headers?.map(({ name, value }, at) => (
        <code key={`${at} ${name}`} className={styles["line"]}>
          <span className="dim">{name}: </span>
          {value}
        </code>
      ))}
      {message?.body !== undefined && (
        <pre className={styles["body"]} tabIndex={0} aria-label={`${part} body of ${cause.id}`}>
          {bodyLines(message.body).map((line, at) => (
            <code key={at} className={styles["line"]} data-look={lookOf(line, broken, values)}>
              {line.text}
            </code>
          ))}
        </pre>
      )}
      {message?.body === undefined && (
        <p className="dim">not kept: {message?.notKept ?? "it was not captured"}</p>
      )}
      {message?.body !== undefined && message.notKept && <p className="dim">{message.notKept} kept</p>}
    </>
  );
};

const Event = (props: {
  cause: Cause;
  other: Cause | undefined;
  number: number;
  violation: ViolationDetail;
}): ReactNode => {
  const { cause, other, number, violation } = props;
  const pointers = pointersOf(violation.evidence);
  const brokenIn = (part: Part) => (concerns(violation.rule, part) ? pointers : new Set<string>());
  const answer = cause.status ?? cause.failure;
  return (
    <article className={styles["event"]} aria-label={`Event ${cause.id}`}>
      <header>
        <b className={styles["number"]}>{number}</b>
        <h3>{cause.title ?? <code>{cause.id}</code>}</h3>
        {answer !== undefined && <code>{answer}</code>}
        {cause.durationMs !== undefined && <span className="dim">{figure(cause.durationMs)} ms</span>}
        {cause.time !== undefined && <time dateTime={cause.time}>{cause.time.slice(11, 23)}</time>}
      </header>
      {cause.notKept !== undefined && <p className="dim">not kept: {cause.notKept}</p>}
      {cause.notKept === undefined && (cause.request ?? cause.response) && (
        <>
          <Body part="request" cause={cause} other={other} broken={brokenIn("request")} />
          <Body part="response" cause={cause} other={other} broken={brokenIn("response")} />
        </>
      )}
      {cause.whole !== undefined && (
        <details>
          <summary>Whole exchange</summary>
          <pre className={styles["body"]} tabIndex={0} aria-label={`Whole event ${cause.id}`}>
            <code>{cause.whole}</code>
          </pre>
        </details>
      )}
      <footer>
        {cause.delivery && (
          <Link
            to={`/deliveries/${encodeURIComponent(cause.delivery.id)}?attempt=${encodeURIComponent(cause.delivery.attemptId)}`}
          >
            Whole delivery
          </Link>
        )}
        {cause.curl !== undefined && <CopyButton text={cause.curl} words="Copy as curl" />}
        <span className="dim">
          <code>{cause.id}</code>
          {cause.position !== undefined && `, log position ${cause.position}`}
        </span>
      </footer>
    </article>
  );
};

const Legend = (): ReactNode => (
  <p className={`dim ${styles["legend"]}`}>
    <span data-look="broken">what breaks the clause</span>
    <span data-look="differs">differs, not what is broken</span>
    <span data-look="equal">equal in both</span>
  </p>
);

/** The events that caused a violation, the first and the last side by side, as far as they are kept. */
export const Causes = ({ violation }: { violation: ViolationDetail }): ReactNode => {
  const causes = useCauses(violation.id);
  const { eventIds, count } = violation;
  const items = causes.data?.items ?? [];
  const first = items[0];
  const last = items.length > 1 ? items.at(-1) : undefined;
  const between = items.slice(1, -1);
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>{counted(eventIds.length, "event")} caused it</h2>
          {count > eventIds.length && eventIds.length >= 10 && (
            <span className="dim">the first five and the last five of {figure(count)}</span>
          )}
        </div>
        {causes.isPending && <Waiting for="the causing events" />}
        {causes.isError && !causes.data && (
          <Failed what="The causing events" error={causes.error} retry={() => void causes.refetch()} />
        )}
        {first && (
          <div className={styles["events"]}>
            <Event cause={first} other={last} number={1} violation={violation} />
            {last && <Event cause={last} other={first} number={items.length} violation={violation} />}
          </div>
        )}
        {last && <Legend />}
        {between.length > 0 && (
          <details className={styles["between"]}>
            <summary>{counted(between.length, "event")} between them</summary>
            {between.map((cause, at) => (
              <Event
                key={`${at} ${cause.id}`}
                cause={cause}
                other={undefined}
                number={at + 2}
                violation={violation}
              />
            ))}
          </details>
        )}
      </section>
      {causes.data && <Trace steps={causes.data.trace} />}
    </>
  );
};
