import { claim } from "../draft-base.ts";
import type { ArrowModel, SequenceModel } from "../model/sequence-model.ts";
import { arrowsOfRun, interactionsOf } from "../sequence/run.ts";
import type { Fault, Scene } from "./fault.ts";

const QUIET_MS = 60_000;
const UNKNOWN_MESSAGE = "Rebuild the search index";

/** The arrows that every run has, once each, in the diagram's order. */
const required = ({ steps, arrows }: SequenceModel): ArrowModel[] => {
  const all = [...arrows.values()].map(({ from, to, message }) => `${from} ${to} ${message}`);
  return steps
    .flatMap((step) => ("arrow" in step ? [arrows.get(step.arrow)!] : []))
    .filter(
      ({ from, to, message }) =>
        from !== to && all.filter((text) => text === `${from} ${to} ${message}`).length === 1,
    );
};

const isReplyTo = (reply: ArrowModel, call: ArrowModel) =>
  reply.arrow === "reply" && reply.from === call.to && reply.to === call.from;

const observe = (scene: Scene, arrows: readonly ArrowModel[]) =>
  interactionsOf(
    arrows,
    { environment: scene.client.environment, startMs: scene.startMs, traceId: scene.random.hex(32) },
    scene.random,
  );

/** Two neighbours of the run of which the second can only follow from the first. */
const causal = (run: readonly ArrowModel[], needed: readonly ArrowModel[]): number[] =>
  run.flatMap((arrow, index) => {
    const next = run[index + 1];
    const isFitting =
      index > 0 &&
      next !== undefined &&
      [arrow, next].every((one) => needed.includes(one) && one.arrow === "sync") &&
      next.from === arrow.to;
    return isFitting ? [index] : [];
  });

export const SEQUENCE_FAULTS: readonly Fault[] = [
  {
    rule: "sequence.missing-step",
    inject(scene) {
      const sequence = scene.model.sequences[0];
      if (sequence === undefined || scene.startMs + QUIET_MS > scene.tellableUntilMs) return undefined;
      const run = arrowsOfRun(sequence, scene.random);
      const candidates = required(sequence).filter((arrow) => run.indexOf(arrow) > 0);
      if (candidates.length === 0 || run.length < 3) return undefined;
      const missing = scene.random.pick(candidates);
      const after = run.slice(run.indexOf(missing) + 1);
      const reply = missing.arrow === "sync" ? after.find((arrow) => isReplyTo(arrow, missing)) : undefined;
      const drafts = observe(
        scene,
        run.filter((arrow) => arrow !== missing && arrow !== reply),
      );
      const confirmedAtMs = drafts.at(-1)!.startMs + QUIET_MS;
      drafts[0]!.claims.push({ rule: "sequence.missing-step", confirmedAtMs });
      return drafts;
    },
  },
  {
    rule: "sequence.unexpected-step",
    inject(scene) {
      const sequence = scene.model.sequences[0];
      if (sequence === undefined) return undefined;
      const run = arrowsOfRun(sequence, scene.random);
      const known = run.find(({ from, to }) => from !== to);
      if (known === undefined) return undefined;
      const strange: ArrowModel = { from: known.from, to: known.to, message: UNKNOWN_MESSAGE, arrow: "sync" };
      const place = scene.random.integer(1, run.length);
      const drafts = observe(scene, [...run.slice(0, place), strange, ...run.slice(place)]);
      claim(drafts[place]!, "sequence.unexpected-step");
      return drafts;
    },
  },
  {
    rule: "sequence.out-of-order",
    inject(scene) {
      const sequence = scene.model.sequences[0];
      if (sequence === undefined || scene.startMs + QUIET_MS > scene.tellableUntilMs) return undefined;
      const run = arrowsOfRun(sequence, scene.random);
      const places = causal(run, required(sequence));
      if (places.length === 0) return undefined;
      const place = scene.random.pick(places);
      [run[place], run[place + 1]] = [run[place + 1]!, run[place]!];
      const drafts = observe(scene, run);
      claim(drafts[place + 1]!, "sequence.out-of-order");
      return drafts;
    },
  },
];
