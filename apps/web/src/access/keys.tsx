import type { FormEvent, ReactNode } from "react";
import { useEndKey, useKeys, useMakeKey, useSession } from "../data/session.ts";
import { KEY_ROLES, keyRoleOf, type Key } from "../data/types.ts";
import { Moment } from "../shell/moment.tsx";
import { Failed, Waiting } from "../shell/states.tsx";

const standingOf = ({ revokedAt, expiresAt }: Key): ReactNode => {
  if (revokedAt !== undefined)
    return (
      <>
        ended <Moment at={revokedAt} />
      </>
    );
  if (expiresAt === undefined) return "holds until it is ended";
  return (
    <>
      until <Moment at={expiresAt} />
    </>
  );
};

const End = ({ of }: { of: Key }): ReactNode => {
  const end = useEndKey();
  return (
    <>
      <button className="button" type="button" disabled={end.isPending} onClick={() => end.mutate(of.id)}>
        End {of.name}
      </button>
      {end.isError && <span role="alert"> {end.error.message}</span>}
    </>
  );
};

const Make = (): ReactNode => {
  const make = useMakeKey();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const { name, role, integrations } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const bound = (integrations ?? "").split(/[\s,]+/).filter(Boolean);
    make.mutate(
      { name: name ?? "", role: keyRoleOf(role), ...(bound.length > 0 && { integrations: bound }) },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <>
      <form className="filters" aria-label="Make a key" onSubmit={submit}>
        <label>
          Name
          <input name="name" required maxLength={200} autoComplete="off" />
        </label>
        <label>
          Role
          <select name="role">
            {KEY_ROLES.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </label>
        <label>
          Of an ingest key: integrations, all where none is named
          <input name="integrations" maxLength={500} autoComplete="off" />
        </label>
        <button className="button" type="submit" disabled={make.isPending}>
          Make a key
        </button>
        {make.isError && <span role="alert">{make.error.message}</span>}
      </form>
      {make.data && (
        <p role="status">
          The key {make.data.name}, which is shown once: <code>{make.data.secret}</code>
        </p>
      )}
    </>
  );
};

/** The keys of programs. */
export const Keys = (): ReactNode => {
  const keys = useKeys();
  const isAdmin = useSession().data?.role === "admin";
  if (keys.isPending) return <Waiting for="keys" />;
  if (!keys.data) return <Failed what="Keys" error={keys.error} retry={() => void keys.refetch()} />;
  return (
    <>
      {keys.data.items.length === 0 ? (
        <p className="dim">There are no keys yet.</p>
      ) : (
        <table className="folding">
          <thead>
            <tr>
              <th>Name</th>
              <th>Role</th>
              <th>Integrations</th>
              <th>Made</th>
              <th>Holds</th>
              {isAdmin && <th>Change</th>}
            </tr>
          </thead>
          <tbody>
            {keys.data.items.map((key) => (
              <tr key={key.id}>
                <td>{key.name}</td>
                <td>{key.role}</td>
                <td>{key.role === "ingest" ? (key.integrations?.join(", ") ?? "all") : ""}</td>
                <td>
                  <Moment at={key.createdAt} />
                </td>
                <td>{standingOf(key)}</td>
                {isAdmin && <td>{key.revokedAt === undefined && <End of={key} />}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isAdmin && <Make />}
    </>
  );
};
