import { useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useDeliveryAudit, type Attempt, type DeliveryAudit } from "../data/deliveries.ts";
import { goTo, parametersOf, withParameter } from "../shell/address.ts";
import { Moment } from "../shell/moment.tsx";
import { Link } from "../shell/link.tsx";
import { SendAgain } from "../redeliveries/send-again.tsx";
import { integrationPath } from "../shell/scope.ts";
import { Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { Attempts } from "./attempts.tsx";
import { PayloadDifference } from "./difference.tsx";
import { Headers } from "./headers.tsx";
import { Payload } from "./payload.tsx";
import { BothSides } from "./sides.tsx";
import { StateMark } from "./state-mark.tsx";
import { answerOf, sentenceOf, timeOfDay } from "./words.ts";
import "../styles/delivery.css";

const Facts = ({ audit }: { audit: DeliveryAudit }): ReactNode => (
  <p className="facts">
    <span>
      <span className="dim">to</span> <code>{audit.endpoint}</code>
    </span>
    <span>
      <span className="dim">event</span> <code>{audit.eventId}</code>
    </span>
    {audit.environment !== undefined && (
      <span>
        <span className="dim">in</span> {audit.environment}
      </span>
    )}
    <span>
      <span className="dim">of</span>
      <Link to={integrationPath(audit.integration)}>{audit.integration}</Link>
    </span>
  </p>
);

const nameOf = (attempt: Attempt): string =>
  `${timeOfDay(attempt.startedAt)} ${attempt.observedBy ?? "observer"}: ${answerOf(attempt)}`;

const Choices = (props: {
  audit: DeliveryAudit;
  attempt: Attempt;
  against: string;
  set: (name: string, value: string) => void;
}): ReactNode => {
  const { audit, attempt, against, set } = props;
  return (
    <form className="filters" aria-label="Payloads" onSubmit={(event) => event.preventDefault()}>
      <label>
        Attempt
        <select value={attempt.attemptId} onChange={({ target }) => set("attempt", target.value)}>
          {audit.attempts.map((one) => (
            <option key={one.attemptId} value={one.attemptId}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        Held against
        <select value={against} onChange={({ target }) => set("against", target.value)}>
          <option value="">nothing</option>
          {audit.before && <option value="before">the event before, {audit.before.eventId}</option>}
          {audit.attempts
            .filter((one) => one !== attempt)
            .map((one) => (
              <option key={one.attemptId} value={one.attemptId}>
                {nameOf(one)}
              </option>
            ))}
        </select>
      </label>
    </form>
  );
};

const Contents = ({ audit }: { audit: DeliveryAudit }): ReactNode => {
  const search = useSearch({ from: "/deliveries/$id" });
  const { deliveryId, attempts, before } = audit;
  const attempt = attempts.find(({ attemptId }) => attemptId === search.attempt) ?? attempts.at(-1);
  if (!attempt) return null;
  const { against = "" } = search;
  const address = `/deliveries/${encodeURIComponent(deliveryId)}`;
  const set = (name: string, value: string) =>
    goTo(withParameter(address, parametersOf(search), name, value), true);
  const other = against === "before" && before ? { of: before.deliveryId } : { with: against };
  return (
    <>
      <Choices audit={audit} attempt={attempt} against={against} set={set} />
      {against !== "" && <PayloadDifference id={deliveryId} attemptId={attempt.attemptId} against={other} />}
      <Payload id={deliveryId} attemptId={attempt.attemptId} />
      <Headers title="Request headers" headers={attempt.requestHeaders} />
      <Headers title="Answer's headers" headers={attempt.responseHeaders} />
    </>
  );
};

const Whole = ({ audit }: { audit: DeliveryAudit }): ReactNode => (
  <>
    <p className="standing">
      <StateMark state={audit.state} />
      {audit.clock !== undefined && (
        <span className="mid">
          as of <Moment at={audit.clock} />
        </span>
      )}
    </p>
    <Title>{sentenceOf(audit)}</Title>
    <Facts audit={audit} />
    <p className="actions">
      <SendAgain of={audit} words="Send again" />
    </p>
    <Attempts audit={audit} />
    <BothSides audit={audit} />
    <Contents audit={audit} />
  </>
);

export const DeliveryPage = (): ReactNode => {
  const { id } = useParams({ from: "/deliveries/$id" });
  const audit = useDeliveryAudit(id);
  return (
    <>
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/deliveries">Webhooks</Link>
        <span aria-hidden="true">/</span>
        <code>{audit.data?.eventId ?? id}</code>
      </nav>
      {audit.isPending && <Waiting for="the delivery" />}
      {audit.isError && !audit.data && (
        <Failed page what="The delivery" error={audit.error} retry={() => void audit.refetch()} />
      )}
      {audit.isRefetchError && <Outdated since={audit.dataUpdatedAt} />}
      {audit.data && <Whole audit={audit.data} />}
    </>
  );
};
