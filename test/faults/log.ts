import { readSpecificationFiles, sha256Hex } from "#platform";
import { simulate } from "#simulator";
import { loadSpecification, type Specification } from "#spec";
import type { OutgoingRecord } from "#stream";
import { EXAMPLE } from "../support/clausewatch.ts";

const START_MS = Date.UTC(2024, 0, 15, 8);
const RATE = 50;
const HEADERS = { "content-type": "application/cloudevents+json" };

/** Records to be judged, the activations of their specifications among them: judging them says the same every time. */
export interface Log {
  specifications: readonly Specification[];
  records: readonly OutgoingRecord[];
}

/** A structured CloudEvent as a record of its integration. */
const recordOf = (integration: string, event: object): OutgoingRecord => ({
  key: integration,
  value: Buffer.from(JSON.stringify(event)),
  headers: HEADERS,
});

const activation = ({ id, revision }: Specification): OutgoingRecord =>
  recordOf(id, {
    specversion: "1.0",
    id: "activation",
    source: "faults",
    type: "specification.activated.v1",
    subject: id,
    time: new Date(START_MS).toISOString(),
    data: { revision },
  });

/** The example, and the same under other ids. */
const specifications = async (count: number): Promise<Specification[]> => {
  const [files = []] = await readSpecificationFiles([EXAMPLE]);
  return Array.from({ length: count }, (_, n) => {
    const named = files.map((file) => ({
      ...file,
      text: n === 0 ? file.text : file.text.replace(/^id: (.+)$/m, `id: $1-${n}`),
    }));
    return loadSpecification(named, sha256Hex);
  });
};

/** Simulated traffic with faults of every kind: so many events, of one integration or of several in turn. */
export const createLog = async (events: number, integrations = 1): Promise<Log> => {
  const specified = await specifications(integrations);
  const records = specified.map(activation);
  const options = { seed: 5, ratePerSecond: RATE, startMs: START_MS, faults: "all" as const };
  const count = Math.ceil(events / integrations);
  const traffics = specified.map((specification) => simulate({ specification, count, ...options }));
  for (let n = 0; n < count; n++)
    traffics.forEach((traffic, of) => {
      const next = traffic.next();
      if (!next.done) records.push(recordOf(specified[of]!.id, next.value.event));
    });
  return { specifications: specified, records };
};
