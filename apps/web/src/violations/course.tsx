import type { ReactNode } from "react";
import { Sparkline } from "../graphics/sparkline.tsx";
import { figure } from "../shell/numbers.ts";

/** How many opened in each of the last 24 hours; nothing where none did. */
export const Course = ({ course }: { course: readonly number[] }): ReactNode => {
  const most = Math.max(...course);
  if (most <= 0) return null;
  const all = course.reduce((sum, one) => sum + one, 0);
  return (
    <span className="course">
      <Sparkline
        counts={course}
        label={`${figure(all)} opened in 24 hours, at most ${figure(most)} in one`}
      />
    </span>
  );
};
