import { useEffect, type ReactNode } from "react";

/** The page's sentence, in the page and in the browser's tab. */
export const Title = ({ children }: { children: string }): ReactNode => {
  useEffect(() => {
    document.title = `${children} · Clausewatch`;
  }, [children]);
  return <h1 className="measure">{children}</h1>;
};
