import type { ReactNode } from "react";
import { useBulk, useOwners } from "../data/violations.ts";
import { useMay } from "../shell/use-may.ts";
import { counted } from "../shell/numbers.ts";

/** Assigns violations to who looks at the page, or to another who may act. */
export const AssignChoice = (props: { ids: readonly string[]; done?: () => void }): ReactNode => {
  const mayAct = useMay("operator");
  const owners = useOwners().data;
  const bulk = useBulk();
  if (!mayAct || !owners) return null;
  const many = props.ids.length === 1 ? "" : ` ${counted(props.ids.length, "violation")}`;
  return (
    <select
      className="button"
      aria-label={`Assign${many} to`}
      value=""
      disabled={bulk.isPending}
      onChange={({ target: { value } }) =>
        bulk.mutate(
          { action: "assign", ids: [...props.ids], to: value },
          props.done && { onSuccess: props.done },
        )
      }
    >
      <option value="">Assign{many} to…</option>
      <option value={owners.me}>me ({owners.me})</option>
      {owners.others.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
};
