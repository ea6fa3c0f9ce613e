import { pointerSegment } from "#spec";
import type { BodyJudge, CitedProblem } from "../../schema/body-judge.ts";
import { memberAt, segmentsOf } from "../../schema/pointer.ts";

const NONE: readonly CitedProblem[] = [];
const DATA = ["data"];

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What of a payload breaks `payload_structure`; members asked for within `data` may stand at the top as well. */
export const structureProblems = (
  judge: BodyJudge,
  value: unknown,
  dataPath: readonly string[] | undefined,
): readonly CitedProblem[] => {
  if (judge.accepts(value)) return NONE;
  const data = dataPath && memberAt(value, dataPath);
  if (isMembers(value) && isMembers(data)) {
    const name = dataPath![0]!;
    if (judge.accepts({ ...value, [name]: { ...value, ...data } })) return NONE;
  }
  return judge.problems(value);
};

/** What of a payload breaks its event's own description, whose members may stand in `data` or at the top. */
export const eventProblems = (
  judge: BodyJudge,
  value: unknown,
  dataPath: readonly string[] = DATA,
): readonly CitedProblem[] => {
  if (judge.accepts(value)) return NONE;
  const data = memberAt(value, dataPath);
  if (!isMembers(value) || !isMembers(data)) return judge.problems(value);
  if (judge.accepts(data)) return NONE;
  const within = { ...value, ...data };
  const above = { ...data, ...value };
  if (judge.accepts(within) || judge.accepts(above)) return NONE;
  const [inner, outer] = [judge.problems(within), judge.problems(above)];
  const pointer = dataPath.map((name) => `/${pointerSegment(name)}`).join("");
  const isInner = inner.length <= outer.length;
  const holder = isInner ? data : value;
  return (isInner ? inner : outer).map((problem) => {
    const name = segmentsOf(problem.pointer)[0] ?? "";
    const stands = isInner ? Object.hasOwn(holder, name) : !Object.hasOwn(holder, name) && name in data;
    return stands ? { ...problem, pointer: `${pointer}${problem.pointer}` } : problem;
  });
};
