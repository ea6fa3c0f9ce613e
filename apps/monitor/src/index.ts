export { startMonitor } from "./monitor.ts";
export { keepStreamRetention } from "./retention/keep-stream-retention.ts";
export { REPLAY_HEADER } from "./records/dead-letter.ts";
