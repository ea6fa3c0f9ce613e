import type { Arrow, Recorder } from "./recorder.ts";

const D = "Developer's laptop";
const [F, B, S] = ["Forge", "Builder", "Artifact Store"];
export const GIT_PUSH: Arrow = [D, F, "git push", "sync"];
export const DELIVERED: Arrow = [F, B, "push", "async"];
export const ASKED: Arrow = [B, F, "GET /repos/{owner}/{repo}/commits", "sync"];
export const TOLD: Arrow = [F, B, "commits", "reply"];
export const COMPILED: Arrow = [B, B, "compile", "sync"];
export const STORE: Arrow = [B, S, "store artifact", "sync"];
export const STORED: Arrow = [S, B, "stored", "reply"];
export const FAILURE: Arrow = [B, F, "report failure", "async"];
export const COMMENT: Arrow = [B, F, "POST /repos/{owner}/{repo}/issues/{number}/comments", "sync"];
export const COMMENTED: Arrow = [F, B, "comment created", "reply"];
export const PUSHED: Arrow = [F, D, "pushed", "reply"];

/** A run of the diagram: these arrows, a second apart. */
export const run = (log: Recorder, name: string, at: number, arrows: readonly Arrow[]): void =>
  arrows.forEach((arrow, step) => log.interaction(`${name}-step-${step}`, at + step * 1000, name, arrow));
