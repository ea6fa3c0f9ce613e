import type { FormEvent, ReactNode } from "react";
import { useDeclare, useMaintenance, useWithdraw, type Maintenance } from "../data/alerts.ts";
import { useIntegrations } from "../data/queries.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Moment } from "../shell/moment.tsx";
import { Older } from "../shell/older.tsx";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { useMay } from "../shell/use-may.ts";

const Withdraw = ({ of }: { of: Maintenance }): ReactNode => {
  const withdraw = useWithdraw();
  return (
    <>
      <button
        className="button"
        type="button"
        disabled={withdraw.isPending}
        onClick={() => withdraw.mutate(of.id)}
      >
        Withdraw
      </button>
      {withdraw.isError && <span role="alert"> {withdraw.error.message}</span>}
    </>
  );
};

const wholeMinute = (local: string | undefined): string => {
  const time = new Date(local ?? "");
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
};

const Declare = ({ integration }: { integration: string | undefined }): ReactNode => {
  const declare = useDeclare();
  const integrations = useIntegrations().data?.items ?? [];
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const told = Object.fromEntries(new FormData(form)) as Record<string, string>;
    declare.mutate(
      {
        integration: told["integration"] ?? "",
        ...(told["environment"] && { environment: told["environment"] }),
        from: wholeMinute(told["from"]),
        to: wholeMinute(told["to"]),
        reason: told["reason"] ?? "",
      },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <form className="filters" aria-label="Declare maintenance" onSubmit={submit}>
      <label>
        Integration
        <select key={integrations.length} name="integration" defaultValue={integration}>
          {integrations.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Environment, all where empty
        <input name="environment" maxLength={200} autoComplete="off" />
      </label>
      <label>
        From
        <input name="from" type="datetime-local" required />
      </label>
      <label>
        To
        <input name="to" type="datetime-local" required />
      </label>
      <label>
        Why
        <input name="reason" required maxLength={2000} autoComplete="off" />
      </label>
      <button className="button" type="submit" disabled={declare.isPending}>
        Declare maintenance
      </button>
      {declare.isError && <span role="alert">{declare.error.message}</span>}
    </form>
  );
};

const Row = ({ maintenance, mayAct }: { maintenance: Maintenance; mayAct: boolean }): ReactNode => {
  const { integration, environment, from, to, reason, state, declaredBy, withdrawnBy } = maintenance;
  return (
    <tr role="row">
      <td role="cell">{state}</td>
      <td role="cell" className="sentence">
        {reason}
        <code>{[integration, environment ?? "every environment"].join(" · ")}</code>
      </td>
      <td role="cell" className="nowrap" data-label="from">
        <Moment at={from} />
      </td>
      <td role="cell" className="nowrap" data-label="to">
        <Moment at={to} />
      </td>
      <td role="cell">
        {withdrawnBy === undefined ? declaredBy : `${declaredBy}, withdrawn by ${withdrawnBy}`}
      </td>
      <td role="cell">{mayAct && state === "declared" && <Withdraw of={maintenance} />}</td>
    </tr>
  );
};

/** What was declared, which counts for nobody and is not told; what a specification documents holds by itself. */
export const MaintenanceView = ({ integration }: { integration: string | undefined }): ReactNode => {
  const list = useMaintenance(integration);
  const mayAct = useMay("operator");
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {mayAct ? (
        <Declare integration={integration} />
      ) : (
        <p className="actions dim">Declaring and withdrawing needs the role operator.</p>
      )}
      {list.isPending && <Waiting for="maintenance" />}
      {list.isError && !list.data && (
        <Failed what="Maintenance" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isRefetchError && <Outdated since={list.dataUpdatedAt} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty title="No maintenance was declared">
          <p>
            Windows that a specification documents hold by themselves; what comes beside them is declared
            here.
          </p>
        </Empty>
      )}
      {rows.length > 0 && (
        <FoldingTable
          caption="Declared maintenance, the latest first"
          columns={["State", "Maintenance", "From", "To", "By", "Change"]}
        >
          {rows.map((maintenance) => (
            <Row key={maintenance.id} maintenance={maintenance} mayAct={mayAct} />
          ))}
        </FoldingTable>
      )}
      {rows.length > 0 && <Older list={list} shown={rows.length} noun="declaration" />}
    </>
  );
};
