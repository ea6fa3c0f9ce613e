import { z } from "zod";
import { CLAUSE_STATES } from "#checks";
import { VIOLATION_SEVERITIES } from "#read-models";

const count = z.int().min(0);
const instant = z.iso.datetime();

/** What period is told of. */
export const told = {
  integration: z.string(),
  revision: z.string(),
  environment: z.string().nullable().describe("Null: all of them."),
  from: instant,
  to: instant,
  measuredUntil: instant.nullable().describe("Null before the first measured minute."),
};

const place = {
  path: z.string().describe("The clause's path."),
  file: z.string(),
  line: z.int(),
  text: z.string(),
};

/** How often traffic exercised a clause. */
export const exercisedSchema = z.object({
  state: z
    .enum(CLAUSE_STATES)
    .describe(
      "`broken`: violated in the period; `held`: exercised, and not broken; `not-captured`: traffic came, but not what the " +
        "clause is about; `no-data`: nothing was measured that could tell.",
    ),
  count: count.describe("Messages that the clause speaks of; of a sample where `samples` is set."),
  lastAt: instant.nullable().describe("The minute of the last of them."),
  samples: count
    .nullable()
    .describe("How many bodies were looked at, where `count` is of a sample; else null."),
});

/** How often a clause was broken. */
export const violatedSchema = z.object({
  count: count.describe("Recurrences included, of every violation that the period saw."),
  open: count.describe("Violations that nobody has resolved."),
  lastAt: instant.nullable(),
  severity: z.enum(VIOLATION_SEVERITIES).nullable().describe("The gravest."),
  parties: z.array(z.enum(["consumer", "provider"])),
  clients: z.array(z.string()).describe("Those that are known, at most ten of a rule."),
  rules: z.array(z.string()),
});

/** A step of a sequence: an arrow by its path, or a block. */
type Step = { arrow: string } | { block: string; branches: Step[][] };

const step: z.ZodType<Step> = z.lazy(() =>
  z.union([
    z.object({ arrow: z.string().describe("The path of one of `arrows`.") }),
    z.object({ block: z.string(), branches: z.array(z.array(step)) }),
  ]),
);

export const sequenceListSchema = z.object({
  ...told,
  items: z.array(
    z.object({
      ...place,
      participants: z.array(z.string()),
      steps: z.array(step),
      arrows: z
        .array(
          z.object({
            ...place,
            from: z.string(),
            to: z.string(),
            message: z.string(),
            arrow: z.enum(["sync", "reply", "async"]),
            lost: z.boolean(),
            both: z.boolean(),
            failed: count.describe("Interactions that failed."),
            neverCame: count.describe("Traces in which the step was missing."),
            exercised: exercisedSchema,
            violated: violatedSchema,
          }),
        )
        .describe("In document order; arrows that the same interactions fit share their counts."),
    }),
  ),
});

const results = { passed: count, failed: count, lastAt: instant.nullable() };

export const scenarioListSchema = z.object({
  ...told,
  items: z.array(
    z.object({
      ...place,
      name: z.string(),
      endpoint: z.string().nullable(),
      statuses: z.array(z.int()),
      errorCode: z.string().nullable(),
      unobservable: z.string().nullable().describe("Why traffic cannot show it; null where it can."),
      state: z.enum(["passed", "failed", "not-exercised", "unobservable", "no-data"]),
      ...results,
      lastFailure: z
        .object({ eventId: z.string(), at: instant })
        .nullable()
        .describe("The exchange that failed it last."),
      environments: z.array(z.object({ environment: z.string(), ...results })),
    }),
  ),
});

const UNDOCUMENTED = ["endpoint", "status", "field", "event-type", "error-code", "origin"] as const;

export const undocumentedListSchema = z.object({
  ...told,
  items: z
    .array(
      z.object({
        what: z.enum(UNDOCUMENTED),
        name: z.string().describe("Method and path, the member's JSON pointer, or what the violation says."),
        endpoint: z.string().nullable(),
        environment: z.string().nullable(),
        mentioned: z.boolean().describe("The document names the endpoint somewhere, without its contract."),
        count,
        lastAt: instant,
        outcomes: z
          .record(z.string(), count)
          .nullable()
          .describe("Of endpoints: how exchanges ended, by status or failure."),
        rule: z.string().nullable(),
        violation: z.string().nullable().describe("The id of the latest violation that says so."),
      }),
    )
    .describe("Endpoints first, most exchanges first; then what violations say, the latest first."),
});

export const limitListSchema = z.object({
  ...told,
  items: z
    .array(
      z.object({
        ...place,
        environment: z.string(),
        client: z.string().nullable().describe("Null: nobody could tell who called; no rule counts those."),
        limit: count.describe("As it holds in this environment."),
        window: z.enum(["minute", "hour", "day"]).describe("By the clock, in UTC."),
        now: count.describe("Requests in the window that lasted when measuring, or the period, ended."),
        most: count.describe("Requests in the busiest window."),
        mostAt: instant.describe("Its start."),
        used: z.number().min(0).describe("`most` of `limit`; a burst allowance may let it pass 1."),
        requests: count.describe("In the whole period."),
        limited: count.describe("How many of them were answered 429."),
      }),
    )
    .describe("Fullest first."),
});

export const limitSeriesSchema = z.object({
  ...told,
  clause: z.string().describe("Its path."),
  client: z.string().nullable().describe("Null: nobody could tell who called."),
  limit: count.describe("As it holds in this environment."),
  window: z.enum(["minute", "hour", "day"]).describe("By the clock, in UTC."),
  readings: z
    .array(
      z.object({
        reading: z.enum(["as-written", "with-burst", "windows-begin-anywhere"]),
        most: count.describe("Requests that this reading allows in one window of the clock."),
      }),
    )
    .describe("Tightest first; what the last one does not allow, none does."),
  resolution: z.string().describe("How long buckets are: a window, or several where the period is long."),
  items: z.array(
    z.object({
      from: instant,
      to: instant,
      most: count.nullable().describe("Requests in its busiest window; null where none was measured."),
      requests: count,
      limited: count.describe("How many of them were answered 429."),
    }),
  ),
});

export type ExercisedView = z.output<typeof exercisedSchema>;
export type ViolatedView = z.output<typeof violatedSchema>;
export type SequenceList = z.output<typeof sequenceListSchema>;
export type ScenarioList = z.output<typeof scenarioListSchema>;
export type UndocumentedList = z.output<typeof undocumentedListSchema>;
export type LimitList = z.output<typeof limitListSchema>;
export type LimitSeries = z.output<typeof limitSeriesSchema>;
