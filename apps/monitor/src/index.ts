export { startMonitor, type Monitor, type MonitorHealth, type MonitorOptions } from "./monitor.ts";
