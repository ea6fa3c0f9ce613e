import type { ReactNode } from "react";
import type { FreshRows } from "../data/still-pages.ts";
import { figure } from "./numbers.ts";

/** How many new rows wait, and the button that puts them in; it takes no room, so that nothing moves when it comes. */
export const NewRows = ({ waiting: { count, more, show } }: { waiting: FreshRows }): ReactNode => {
  const showAtTop = (): void => {
    show();
    document.getElementById("main")?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  };
  return (
    <div className="new-rows">
      {count > 0 && (
        <button className="button button-first" type="button" onClick={showAtTop}>
          {figure(count)}
          {more && " or more"} new<span className="sr">, show them</span>
        </button>
      )}
    </div>
  );
};
