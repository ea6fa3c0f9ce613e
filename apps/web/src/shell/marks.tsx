import type { ReactNode } from "react";
import type { Party, Severity } from "../data/types.ts";

const SHAPES = {
  critical: (
    <>
      <path d="M4.3.5h5.4l3.8 3.8v5.4l-3.8 3.8H4.3L.5 9.7V4.3z" fill="currentColor" />
      <path d="M7 3.4v4.4M7 9.6v1.4" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  error: <path d="M7 .6 13.4 7 7 13.4.6 7z" fill="currentColor" />,
  warning: <path d="M7 1.2 13.4 12.6H.6z" fill="currentColor" />,
  info: <circle cx="7" cy="7" r="4.4" fill="currentColor" />,
  held: <path d="M2.4 7.4l3 3 6.2-6.8" fill="none" stroke="currentColor" strokeWidth="1.7" />,
  "no-data": (
    <circle
      cx="7"
      cy="7"
      r="4.1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeDasharray="1.6 1.6"
    />
  ),
  "not-exercised": <circle cx="7" cy="7" r="4.1" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  "not-captured": (
    <>
      <circle cx="7" cy="7" r="4.1" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M2.5 11.5l9-9" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  "not-enforced": <path d="M3 7h8" stroke="currentColor" strokeWidth="1.6" />,
  consumer: (
    <>
      <rect x="1.7" y="1.7" width="10.6" height="10.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <rect x="1.7" y="1.7" width="5.3" height="10.6" fill="currentColor" />
    </>
  ),
  provider: (
    <>
      <rect x="1.7" y="1.7" width="10.6" height="10.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <rect x="7" y="1.7" width="5.3" height="10.6" fill="currentColor" />
    </>
  ),
} as const;

/** A mark: one shape a state. A word always stands beside it, or `label` says it. */
export const Mark = ({ of, label }: { of: keyof typeof SHAPES; label?: string }): ReactNode => (
  <svg
    className={`mark mark-${of}`}
    viewBox="0 0 14 14"
    role={label ? "img" : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : true}
  >
    {SHAPES[of]}
  </svg>
);

/** A severity as mark and word. */
export const SeverityMark = ({ severity }: { severity: Severity }): ReactNode => (
  <span className={`severity severity-${severity}`}>
    <Mark of={severity} />
    {severity}
  </span>
);

/** A party as mark and word. */
export const PartyMark = ({ party }: { party: Party }): ReactNode => (
  <span className="party">
    <Mark of={party} />
    {party}
  </span>
);
