import type { SampledBodies } from "#measurement";
import type { WebhookAttempt } from "#observation";
import { clausesOf, type BodySchema, type Specification } from "#spec";
import type { ExchangeContext } from "../check.ts";
import { bodyValue, NOT_JSON } from "../engine/body-value.ts";
import { compileErrorCodeReader } from "../error/error-code-reader.ts";
import { compilePlaces } from "../exercise/places.ts";

/** Of how many exchanges of a cell and outcome bodies are looked at in a minute. */
export const FIRST_FEW = 3;
/** How many bodies of one documented kind are looked at in a minute and environment. */
const MOST_SAMPLES = 20;

/** What was looked at, by the documented body; plain data. */
export type Samples = Map<string, SampledBodies>;

/** A documented body, with how its optional members are found. */
interface Sampler {
  path: string;
  placesOf: ReturnType<typeof compilePlaces>;
}

/** Looks at the bodies of a few messages. */
export interface BodySampling {
  exchange(samples: Samples, context: ExchangeContext): void;
  attempt(samples: Samples, attempt: WebhookAttempt, eventType: string): void;
}

const sampler = (path: string, { schema }: BodySchema): Sampler => ({
  path,
  placesOf: compilePlaces(schema),
});

const sample = (samples: Samples, environment: string, { path, placesOf }: Sampler, value: unknown): void => {
  const key = `${environment}\n${path}`;
  let known = samples.get(key);
  if (!known) {
    known = { ...(environment !== "" && { environment }), body: path, samples: 0, members: {} };
    samples.set(key, known);
  }
  if (known.samples >= MOST_SAMPLES) return;
  known.samples += 1;
  for (const place of placesOf(value)) known.members[place] = (known.members[place] ?? 0) + 1;
};

const isMembers = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The members of `data` beside those of the whole, as an event's own description may mean either. */
const withData = (value: unknown): unknown => {
  const data: unknown = isMembers(value) && "data" in value ? value.data : undefined;
  return isMembers(value) && isMembers(data) ? { ...data, ...value } : value;
};

const labelOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

const byLabel = <One extends { label: string }>(all: readonly One[]): ReadonlyMap<string, readonly One[]> => {
  const lists = new Map<string, One[]>();
  for (const one of all) lists.set(one.label, [...(lists.get(one.label) ?? []), one]);
  return lists;
};

const NONE: readonly never[] = [];

/** Compiles which documented bodies a message may show. */
export const compileBodySampling = (specification: Specification): BodySampling => {
  const requests = byLabel(
    clausesOf(specification, "request.body").map(({ path, parameters }) => ({
      label: labelOf(parameters.endpoint),
      ...sampler(path, parameters.body),
    })),
  );
  const responses = byLabel(
    clausesOf(specification, "response.body").map(({ path, parameters }) => ({
      label: labelOf(parameters.endpoint),
      status: parameters.status,
      errorCode: parameters.errorCode,
      ...sampler(path, parameters.body),
    })),
  );
  const codeOf = compileErrorCodeReader(specification);
  const formats = clausesOf(specification, "error-format").map(({ path, parameters }) =>
    sampler(path, parameters.body),
  );
  const exceeded = clausesOf(specification, "rate-limit.exceeded-response").flatMap(({ path, parameters }) =>
    parameters.body ? [{ status: parameters.status, ...sampler(path, parameters.body) }] : [],
  );
  const structures = clausesOf(specification, "webhook.payload").map(({ path, parameters }) =>
    sampler(path, parameters.body),
  );
  const events = clausesOf(specification, "webhook.event").flatMap(({ path, parameters }) =>
    parameters.payload ? [{ event: parameters.event, ...sampler(path, parameters.payload) }] : [],
  );

  return {
    exchange(samples, { environment = "", label, endpoint, exchange: { request, response } }) {
      if (!endpoint) return;
      const asked = requests.get(label);
      const value = asked && bodyValue(request.body);
      if (asked && value !== undefined && value !== NOT_JSON)
        for (const one of asked) sample(samples, environment, one, value);
      if (!response) return;
      const { status } = response;
      const answer = bodyValue(response.body);
      if (answer === undefined || answer === NOT_JSON) return;
      for (const one of responses.get(label) ?? NONE)
        if (one.status === status && (one.errorCode === undefined || one.errorCode === codeOf(answer)))
          sample(samples, environment, one, answer);
      if (status >= 400) for (const one of formats) sample(samples, environment, one, answer);
      for (const one of exceeded) if (one.status === status) sample(samples, environment, one, answer);
    },
    attempt(samples, { environment = "", request }, eventType) {
      const value = bodyValue(request.body);
      if (value === undefined || value === NOT_JSON) return;
      for (const one of structures) sample(samples, environment, one, value);
      for (const one of events)
        if (one.event === eventType) sample(samples, environment, one, withData(value));
    },
  };
};
