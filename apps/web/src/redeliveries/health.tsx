import type { ReactNode } from "react";
import type { Endpoint } from "../data/redeliveries.ts";
import { Mark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted } from "../shell/numbers.ts";

/** How it is with an endpoint, as mark and words. */
export const Health = ({ of }: { of: Endpoint }): ReactNode => {
  const { consecutiveFailures, failingSince, lastSuccess } = of;
  if (consecutiveFailures > 0)
    return (
      <>
        <Mark of="error" /> {counted(consecutiveFailures, "failure")} in a row
        {failingSince !== undefined && (
          <>
            {" "}
            since <Moment at={failingSince} />
          </>
        )}
      </>
    );
  if (lastSuccess === undefined)
    return (
      <>
        <Mark of="no-data" /> no success was seen
      </>
    );
  return (
    <>
      <Mark of="held" /> takes them, last <Moment at={lastSuccess} />
    </>
  );
};
