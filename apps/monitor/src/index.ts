export { startMonitor } from "./monitor.ts";
export { REPLAY_HEADER } from "./records/dead-letter.ts";
