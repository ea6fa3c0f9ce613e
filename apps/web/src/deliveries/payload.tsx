import type { ReactNode } from "react";
import { useAttemptPayload } from "../data/deliveries.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import { CopyButton } from "./copy-button.tsx";

const Body = (props: { title: string; body: { text: string; cut: boolean } | undefined }): ReactNode => {
  const { title, body } = props;
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        <span className="dim">
          {!body && "not kept: it was not captured, has expired or was erased"}
          {body?.cut && "only the first 64 KiB are kept"}
        </span>
      </div>
      {body && (
        <pre className="record" tabIndex={0} aria-label={title}>
          <code>{body.text}</code>
        </pre>
      )}
    </section>
  );
};

/** What was sent and answered in one attempt, and the command that sends it again. */
export const Payload = ({ id, attemptId }: { id: string; attemptId: string }): ReactNode => {
  const payload = useAttemptPayload(id, attemptId);
  if (payload.isPending) return <Waiting for="the payload" />;
  if (!payload.data)
    return <Failed what="The payload" error={payload.error!} retry={() => void payload.refetch()} />;
  const { request, response, curl } = payload.data;
  return (
    <>
      <Body title="Payload" body={request} />
      <Body title="Answer" body={response} />
      <section className="section">
        <div className="section-head">
          <h2>As a command</h2>
          <span className="dim">
            {curl.withBody ? "credentials are" : "without its payload; credentials are"} the fingerprints that
            stand for them
          </span>
        </div>
        <pre className="record" tabIndex={0} aria-label="curl command">
          <code>{curl.command}</code>
        </pre>
        <p className="actions">
          <CopyButton text={curl.command} words="Copy as curl" />
        </p>
      </section>
    </>
  );
};
