import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from "react";
import { goTo } from "./address.ts";

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: string;
  /** Stays where it is on the page, e.g. between views. */
  still?: boolean;
}

/** A link within these pages, followed without loading them anew. */
export const Link = ({ to, still = false, children, ...rest }: LinkProps): ReactNode => {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(to);
    if (!still && !to.includes("#")) {
      window.scrollTo(0, 0);
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
};
