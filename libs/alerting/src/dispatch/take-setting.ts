import type { RevisionTaken } from "../maintenance/documented.ts";
import type { MaintenanceEvent } from "../maintenance/maintenance.ts";
import { compileRouting } from "../routing/compile-routing.ts";
import type { Routing, RoutingSet } from "../routing/routing.ts";
import type { SilenceEvent } from "../silence/silence.ts";
import { compileSilence } from "../stages/silence.ts";
import { placeAlert, type DispatchContext } from "./place-alert.ts";
import type { Dispatch } from "./state.ts";

/** Looks at groups again that hold something back for a reason which may have gone. */
const lookAgain = (dispatch: Dispatch, reason: string, atMs: number): void => {
  for (const group of dispatch.groups.values()) {
    const holds = Object.values(group.held).some((hold) => hold.reason === reason);
    const dueAtMs = Math.min(group.dueAtMs, atMs + group.timing.waitMs);
    if (!holds || dueAtMs === group.dueAtMs) continue;
    group.dueAtMs = dueAtMs;
    dispatch.changed.groups.add(group.key);
  }
};

/** Takes one event of a silence's life. */
export const takeSilence = (dispatch: Dispatch, event: SilenceEvent, recordedAtMs: number): void => {
  const { settings, silences, changed } = dispatch;
  const id = event.type === "SilenceCreated" ? event.silence.id : event.id;
  settings.silences = settings.silences.filter((one) => one.id !== id && Date.parse(one.to) > recordedAtMs);
  for (const one of silences.keys())
    if (!settings.silences.some((kept) => kept.id === one)) silences.delete(one);
  if (event.type === "SilenceCreated") {
    settings.silences.push(event.silence);
    silences.set(id, compileSilence(event.silence));
  } else lookAgain(dispatch, "silenced-by", recordedAtMs);
  changed.settings = true;
};

/** Takes one event of a maintenance's life. */
export const takeMaintenance = (dispatch: Dispatch, event: MaintenanceEvent, recordedAtMs: number): void => {
  const { settings, changed } = dispatch;
  const id = event.type === "MaintenanceDeclared" ? event.maintenance.id : event.id;
  settings.maintenance = settings.maintenance.filter(
    (one) => one.id !== id && Date.parse(one.to) > recordedAtMs,
  );
  if (event.type === "MaintenanceDeclared") settings.maintenance.push(event.maintenance);
  else lookAgain(dispatch, "in-maintenance", recordedAtMs);
  changed.settings = true;
};

/** Takes what the revision that judges from now on says of maintenance. */
export const takeRevision = (
  dispatch: Dispatch,
  { integration, maintenance }: RevisionTaken,
  recordedAtMs: number,
): void => {
  const { documented } = dispatch.settings;
  if (maintenance.length > 0) documented[integration] = maintenance;
  else delete documented[integration];
  lookAgain(dispatch, "in-maintenance-window", recordedAtMs);
  dispatch.changed.settings = true;
};

const placeAll = (dispatch: Dispatch, routing: Routing, atMs: number, context: DispatchContext): void => {
  dispatch.settings.routing = routing;
  dispatch.settings.receivers = [...context.receivers];
  dispatch.routing = compileRouting(routing).compiled;
  dispatch.changed.settings = true;
  for (const alert of dispatch.alerts.values())
    if (!alert.dormant && alert.endsAtMs === undefined) placeAlert(dispatch, alert, atMs, context);
};

/** Takes a new routing tree: every alert goes where it leads now. What was told in a group that stays is not told anew. */
export const takeRouting = (
  dispatch: Dispatch,
  { routing }: RoutingSet,
  recordedAtMs: number,
  context: DispatchContext,
): void => placeAll(dispatch, routing, recordedAtMs, context);

/** Places every alert again where other receivers are configured than when it was placed. */
export const takeReceivers = (dispatch: Dispatch, context: DispatchContext): void => {
  const { receivers, routing } = dispatch.settings;
  if (JSON.stringify(receivers) === JSON.stringify(context.receivers)) return;
  placeAll(dispatch, routing, context.nowMs, context);
};
