export { startAlerter, type Alerter } from "./start-alerter.ts";
