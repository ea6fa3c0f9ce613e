export { startMonitor } from "./monitor.ts";
export { keepStreamRetention } from "./retention/keep-stream-retention.ts";
