import type { FormEvent, ReactNode } from "react";
import { useChangePerson, useLetIn, usePeople, useSession } from "../data/session.ts";
import { ROLES, roleOf, type Person } from "../data/types.ts";
import { Moment } from "../shell/moment.tsx";
import { Failed, Waiting } from "../shell/states.tsx";

const RoleChoice = ({ person }: { person: Person }): ReactNode => {
  const change = useChangePerson();
  return (
    <>
      <select
        aria-label={`Role of ${person.name}`}
        value={person.role}
        disabled={change.isPending}
        onChange={({ target: { value } }) => change.mutate({ id: person.id, role: roleOf(value) })}
      >
        {ROLES.map((role) => (
          <option key={role}>{role}</option>
        ))}
      </select>{" "}
      <button
        className="button"
        type="button"
        disabled={change.isPending}
        onClick={() => change.mutate({ id: person.id, disabled: person.disabledAt === undefined })}
      >
        {person.disabledAt === undefined ? `Disable ${person.name}` : `Let ${person.name} in again`}
      </button>
      {change.isError && <span role="alert"> {change.error.message}</span>}
    </>
  );
};

const LetIn = (): ReactNode => {
  const letIn = useLetIn();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const { name, role, password } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    letIn.mutate(
      { name: name ?? "", role: roleOf(role), ...(password && { password }) },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <form className="filters" aria-label="Let a person in" onSubmit={submit}>
      <label>
        Name or e-mail address
        <input name="name" required maxLength={200} autoComplete="off" />
      </label>
      <label>
        Role
        <select name="role">
          {ROLES.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </select>
      </label>
      <label>
        Password, of 12 characters or more
        <input name="password" type="password" minLength={12} maxLength={500} autoComplete="new-password" />
      </label>
      <button className="button" type="submit" disabled={letIn.isPending}>
        Let in
      </button>
      {letIn.isError && <span role="alert">{letIn.error.message}</span>}
    </form>
  );
};

/** Everybody who may sign in, and what they may do. */
export const People = (): ReactNode => {
  const people = usePeople();
  const isAdmin = useSession().data?.role === "admin";
  if (people.isPending) return <Waiting for="people" />;
  if (!people.data) return <Failed what="People" error={people.error} retry={() => void people.refetch()} />;
  return (
    <>
      {people.data.items.length === 0 ? (
        <p className="dim">Nobody has an account yet.</p>
      ) : (
        <table className="folding">
          <thead>
            <tr>
              <th>Name</th>
              <th>Since</th>
              <th>Signs in</th>
              <th>Role</th>
            </tr>
          </thead>
          <tbody>
            {people.data.items.map((person) => (
              <tr key={person.id}>
                <td>{person.name}</td>
                <td>
                  <Moment at={person.createdAt} />
                </td>
                <td>
                  {person.disabledAt !== undefined
                    ? "no more"
                    : person.hasPassword
                      ? "with a password"
                      : "through the identity provider"}
                </td>
                <td>{isAdmin ? <RoleChoice person={person} /> : person.role}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isAdmin && <LetIn />}
    </>
  );
};
