import { useState, type FormEvent, type ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import {
  useEndpoints,
  useRedeliveryCount,
  useSendAgain,
  type DeliveryChoice,
  type Endpoint,
  type RedeliveryToAsk,
} from "../data/redeliveries.ts";
import { useSession } from "../data/session.ts";
import { goTo } from "../shell/address.ts";
import { counted, figure } from "../shell/numbers.ts";
import { useMay } from "../shell/use-may.ts";
import { Health } from "./health.tsx";

/** What is sent again: one delivery to its endpoint, or those of a filter. */
export type ToSend = ({ deliveryId: string } & Address) | { filter: DeliveryChoice };

type Address = Pick<Endpoint, "integration" | "environment" | "endpoint">;

const Destination = ({ of }: { of: Address }): ReactNode => {
  const { integration, environment, endpoint } = of;
  const known = useEndpoints({ integration, environment, endpoint })
    .data?.pages.flatMap(({ items }) => items)
    .find((one) => one.environment === environment);
  return (
    <p>
      To <code>{endpoint}</code>
      {known && (
        <>
          : <Health of={known} />
        </>
      )}
    </p>
  );
};

/** Asks once more, with what is known of where it goes; the button says to how many. */
const SendDialog = ({ of, close }: { of: ToSend; close: () => void }): ReactNode => {
  const byFilter = "filter" in of;
  const counting = useRedeliveryCount(byFilter ? of.filter : undefined);
  const send = useSendAgain();
  const session = useSession().data;
  const count = byFilter ? counting.data?.count : 1;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const written = new FormData(event.currentTarget).get("reason");
    const reason = typeof written === "string" && written.trim() !== "" ? { reason: written.trim() } : {};
    if (byFilter && !counting.data) return;
    const body: RedeliveryToAsk = byFilter
      ? { filter: of.filter, count: counting.data!.count, position: counting.data!.position, ...reason }
      : { deliveryIds: [of.deliveryId], ...reason };
    send.mutate(body, {
      onSuccess: ({ id }) => {
        close();
        goTo(`/redeliveries/${encodeURIComponent(id)}`);
      },
    });
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={close}>
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">Send again</Heading>
          <form className="dialog-form" onSubmit={submit}>
            {byFilter ? (
              <p role="status">
                {counting.isError && counting.error.message}
                {counting.isPending && "Counting\u2026"}
                {counting.data && `${counted(counting.data.count, "delivery")} of this filter.`}
                {counting.data && counting.data.leftOut > 0 && (
                  <span className="dim">
                    {" "}
                    {figure(counting.data.leftOut)} more are left out: they are being sent again already, or
                    nobody knows whether they arrived.
                  </span>
                )}
              </p>
            ) : (
              <Destination of={of} />
            )}
            <p className="mid">
              The same payload and event id go again, signed with the first secret of the environment and a
              fresh timestamp, where <code>REDELIVERY_ENDPOINTS</code> allows it. It is recorded that{" "}
              {session?.name ?? "somebody on this machine"} asked for it.
            </p>
            <label>
              Why
              <input name="reason" maxLength={2000} autoComplete="off" />
            </label>
            {send.isError && <p role="alert">{send.error.message}</p>}
            <p className="actions">
              <button
                className="button button-first"
                type="submit"
                disabled={send.isPending || count === undefined || count === 0}
              >
                {count === undefined ? "Send deliveries" : `Send ${counted(count, "delivery")}`}
              </button>
              <button className="button" type="button" onClick={close}>
                Cancel
              </button>
            </p>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};

/** The button that has deliveries sent again, or the role that it takes. */
export const SendAgain = (props: { of: ToSend; words: string }): ReactNode => {
  const [isOpen, setOpen] = useState(false);
  if (!useMay("operator")) return <span className="dim">Sending again needs the role operator.</span>;
  return (
    <>
      <button className="button" type="button" onClick={() => setOpen(true)}>
        {props.words}
      </button>
      {isOpen && <SendDialog of={props.of} close={() => setOpen(false)} />}
    </>
  );
};
