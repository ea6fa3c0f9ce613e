import type { MinuteMeasured } from "#measurement";
import type { ViolationEvent } from "#violation";
import type { RevisionTaken } from "../maintenance/documented.ts";
import type { MaintenanceEvent } from "../maintenance/maintenance.ts";
import type { RoutingSet } from "../routing/routing.ts";
import { takeMinute } from "../signals/traffic.ts";
import type { SilenceEvent } from "../silence/silence.ts";
import type { NotificationEvent } from "./notification-event.ts";
import type { DispatchContext } from "./place-alert.ts";
import type { Dispatch } from "./state.ts";
import { takeOutcome } from "./take-outcome.ts";
import { takeMaintenance, takeRevision, takeRouting, takeSilence } from "./take-setting.ts";
import { takeViolation, type Times } from "./take-violation.ts";

/** What alerts are made of, as it is stored. */
export type AlertingEvent =
  | ViolationEvent
  | SilenceEvent
  | MaintenanceEvent
  | RevisionTaken
  | RoutingSet
  | NotificationEvent
  | MinuteMeasured;

/** Takes one committed event, in their order; other events than {@link AlertingEvent} change nothing. */
export const takeEvent = (
  dispatch: Dispatch,
  event: AlertingEvent,
  times: Times,
  context: DispatchContext,
): void => {
  switch (event.type) {
    case "ViolationOpened":
    case "ViolationRecurred":
    case "ViolationEscalated":
    case "ViolationAcknowledged":
    case "ViolationResolved":
      return takeViolation(dispatch, event, times, context);
    case "SilenceCreated":
    case "SilenceExpired":
      return takeSilence(dispatch, event, times.recordedAtMs);
    case "MaintenanceDeclared":
    case "MaintenanceWithdrawn":
      return takeMaintenance(dispatch, event, times.recordedAtMs);
    case "RevisionActivated":
      return takeRevision(dispatch, event, times.recordedAtMs);
    case "RoutingSet":
      return takeRouting(dispatch, event, times.recordedAtMs, context);
    case "MinuteMeasured": {
      const { traffic } = dispatch.settings;
      traffic[event.integration] = takeMinute(traffic[event.integration], event);
      dispatch.changed.settings = true;
      return;
    }
    case "NotificationFailed":
      return takeOutcome(dispatch, event);
    default:
      return;
  }
};
