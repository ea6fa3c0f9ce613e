import { useEffect, type FormEvent, type ReactNode } from "react";
import { useSession, useSignIn } from "../data/session.ts";
import { goTo, useAddress } from "../shell/address.ts";
import { Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import "../styles/access.css";

const REFUSED: Readonly<Record<string, string>> = {
  provider: "The identity provider did not let you in. Try again.",
  account: "You are known to the identity provider, but have no account here. Ask an admin for one.",
};

/** Only an address of these pages: never another site's. */
const placeOf = (then: string | null): string =>
  then?.startsWith("/") && !/^\/[/\\]/.test(then) ? then : "/";

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** Where people say who they are. */
export const SignInPage = (): ReactNode => {
  const { path, query } = useAddress();
  const session = useSession();
  const signIn = useSignIn();
  const then = placeOf(query.get("then"));
  const isIn = path === "/sign-in" && session.data !== undefined && session.data.state !== "signed-out";
  useEffect(() => {
    if (isIn) goTo(then, true);
  }, [isIn, then]);
  if (!session.data) return <Waiting for="the way in" />;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ name: textOf(form, "name"), password: textOf(form, "password") });
  };
  const refused = signIn.error?.message ?? REFUSED[query.get("refused") ?? ""];
  const { identityProvider } = session.data;
  return (
    <>
      <Title>Sign in</Title>
      <form className="sign-in" onSubmit={submit}>
        <label>
          Name
          <input name="name" autoComplete="username" required maxLength={200} />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required maxLength={500} />
        </label>
        {refused !== undefined && <p role="alert">{refused}</p>}
        <button className="button button-first" type="submit" disabled={signIn.isPending}>
          Sign in
        </button>
      </form>
      {identityProvider !== undefined && (
        <p className="other-way">
          <a className="button" href="/api/v1/session/identity-provider">
            Sign in through {identityProvider}
          </a>
        </p>
      )}
    </>
  );
};
