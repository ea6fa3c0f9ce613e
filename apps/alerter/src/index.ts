export { startAlerter, type Alerter, type AlerterOptions } from "./start-alerter.ts";
