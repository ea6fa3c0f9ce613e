export { startMonitor } from "./monitor.ts";
