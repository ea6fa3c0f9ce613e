import type { ReactNode } from "react";

const SHAPES = {
  down: <path d="M3 5.2l4 4.2 4-4.2" />,
  find: (
    <>
      <circle cx="6" cy="6" r="4.3" />
      <path d="M9.3 9.3l3.6 3.6" />
    </>
  ),
} as const;

/** A drawing that says nothing of its own; words stand beside it. */
export const Icon = ({ of }: { of: keyof typeof SHAPES }): ReactNode => (
  <svg className="icon" viewBox="0 0 14 14" aria-hidden="true" fill="none" stroke="currentColor">
    {SHAPES[of]}
  </svg>
);
