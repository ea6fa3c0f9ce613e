import type { DocumentedMaintenance } from "../maintenance/documented.ts";
import type { Maintenance } from "../maintenance/maintenance.ts";
import { compileRouting, type CompiledRouting, type Timing } from "../routing/compile-routing.ts";
import { DEFAULT_ROUTING, type Routing } from "../routing/routing.ts";
import type { Silence } from "../silence/silence.ts";
import type { Traffic } from "../signals/traffic.ts";
import type { Hold } from "../stages/decision.ts";
import { compileSilence, type CompiledSilence } from "../stages/silence.ts";

/** A violation, or another cause, that keeps an alert firing; without an end it lasts until it is said to be over. */
export interface Member {
  severity: string;
  untilMs?: number;
}

/** An alert as it stands; plain data. */
export interface StandingAlert {
  id: string;
  /** Its severity is the gravest that it has had. */
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAtMs: number;
  /** Event time of its last sign. */
  lastAtMs: number;
  /** When the event that made it new, or graver, was committed. */
  committedAtMs: number;
  endsAtMs?: number;
  /** How many violations it has gathered. */
  violations: number;
  members: Record<string, Member>;
  acknowledged: boolean;
  /** A person has resolved it: nobody needs to hear of it for the first time. */
  settled: boolean;
  /** Its last sign was too old when it came: in no group until a fresh one. */
  dormant: boolean;
  /** Keys of the groups that it belongs to. */
  groups: string[];
}

/** A group of one receiver as it stands; plain data. */
export interface StandingGroup {
  key: string;
  receiver?: string;
  /** Why nobody is told, where there is no receiver. */
  hold?: Hold;
  labels: Record<string, string>;
  timing: Timing;
  dueAtMs: number;
  /** Severities by ids of the alerts that the receiver was told are firing. */
  told: Record<string, string>;
  toldAtMs?: number;
  /** What holds alerts back, by their ids, as it was recorded last. */
  held: Record<string, Hold>;
  /** Violations that joined alerts told already, since the last notification; and how many were recorded. */
  joined: number;
  joinedRecorded: number;
}

/** Violations that never became alerts, counted until they are recorded. */
export interface Unplaced {
  reason: "too-old" | "too-many";
  integration: string;
  violations: number;
  fromMs: number;
  toMs: number;
}

/** Everything that is stored. Plain data. */
export interface StoredDispatch {
  alerts: StandingAlert[];
  groups: StandingGroup[];
  settings: DispatchSettings;
}

/** What people have set and specifications say, and what is counted besides alerts and groups. */
export interface DispatchSettings {
  routing: Routing;
  silences: Silence[];
  maintenance: Maintenance[];
  /** By integration, what its active revision says of maintenance. */
  documented: Record<string, readonly DocumentedMaintenance[]>;
  unplaced: Unplaced[];
  /** By integration, to know silence from quiet. */
  traffic: Record<string, Traffic>;
  /** The receivers that groups were made for. */
  receivers: string[];
}

/** The settings before anybody has set any. */
export const initialSettings = (): DispatchSettings => ({
  routing: DEFAULT_ROUTING,
  silences: [],
  maintenance: [],
  documented: {},
  unplaced: [],
  traffic: {},
  receivers: [],
});

/** Who is told of what, at work: what is stored, indexed, and what of it has changed since it was. */
export interface Dispatch {
  alerts: Map<string, StandingAlert>;
  groups: Map<string, StandingGroup>;
  settings: DispatchSettings;
  routing: CompiledRouting;
  silences: Map<string, CompiledSilence>;
  /** The alert that a violation belongs to. */
  alertOf: Map<string, string>;
  /** The alerts of a group. */
  alertsIn: Map<string, Set<string>>;
  changed: { alerts: Set<string>; groups: Set<string>; settings: boolean };
}

/** Makes what is stored ready for work. */
export const openDispatch = ({ alerts, groups, settings }: StoredDispatch): Dispatch => {
  const dispatch: Dispatch = {
    alerts: new Map(alerts.map((alert) => [alert.id, alert])),
    groups: new Map(groups.map((group) => [group.key, group])),
    settings,
    routing: compileRouting(settings.routing).compiled,
    silences: new Map(settings.silences.map((silence) => [silence.id, compileSilence(silence)])),
    alertOf: new Map(),
    alertsIn: new Map(groups.map(({ key }) => [key, new Set()])),
    changed: { alerts: new Set(), groups: new Set(), settings: false },
  };
  for (const alert of alerts) {
    for (const member of Object.keys(alert.members)) dispatch.alertOf.set(member, alert.id);
    for (const key of alert.groups) dispatch.alertsIn.get(key)?.add(alert.id);
  }
  return dispatch;
};
