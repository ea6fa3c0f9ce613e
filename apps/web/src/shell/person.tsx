import { useEffect, type ReactNode } from "react";
import { useSession, useSignOut } from "../data/session.ts";
import { goTo, useAddress } from "./address.ts";

/** Who looks at the pages, and the way out; leads to the way in where nobody is known. */
export const Person = (): ReactNode => {
  const { path, query, hash } = useAddress();
  const session = useSession().data;
  const signOut = useSignOut();
  const isOut = session?.state === "signed-out" && path !== "/sign-in";
  useEffect(() => {
    if (!isOut) return;
    const here = `${path}${query.size === 0 ? "" : `?${query}`}${hash}`;
    goTo(here === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ then: here })}`, true);
  }, [isOut, path, query, hash]);
  if (session?.state !== "signed-in") return null;
  return (
    <span className="person">
      <span title={session.role}>{session.name}</span>
      <button className="button" type="button" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        Sign out
      </button>
    </span>
  );
};

/** Says that whoever has this machine may do everything, and how that ends. */
export const OpenBanner = (): ReactNode =>
  useSession().data?.state === "open" && (
    <aside className="open-banner" aria-label="Access">
      There is no account yet: whoever uses this machine may do everything.{" "}
      <code>clausewatch user create NAME --role admin</code>
    </aside>
  );
