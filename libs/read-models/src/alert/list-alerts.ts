import { In, type DataSource } from "typeorm";
import type { StandingAlert, StandingGroup } from "#alerting";
import { keysetPage } from "../keyset-page.ts";
import type { Page, PageRequest } from "../page.ts";
import { printable } from "../printable.ts";
import { AlertEntity, AlertGroupEntity } from "./alert.entity.ts";

/** What a list of alerts is narrowed by; absent members do not narrow. */
export type AlertFilter = Partial<Record<"alertname" | "severity" | "integration" | "environment", string>>;

/** An alert with the groups that it belongs to, one a receiver. */
export interface AlertRow {
  alert: StandingAlert;
  groups: StandingGroup[];
}

const NAMES = ["alertname", "severity", "integration", "environment"] as const;

/** Alerts that last, or whose end is still to be told; the newest first. Throws `InvalidCursor`. */
export const listAlerts = async (
  source: DataSource,
  filter: AlertFilter,
  request: PageRequest,
): Promise<Page<AlertRow>> => {
  const query = source.getRepository(AlertEntity).createQueryBuilder("alert");
  for (const name of NAMES)
    if (filter[name] !== undefined)
      query.andWhere(`alert.${name} = :${name}`, { [name]: printable(filter[name]) });
  const { items, nextCursor } = await keysetPage(
    query,
    "startsAt",
    ({ startsAt, id }) => ({ timeMs: startsAt.getTime(), id }),
    request,
  );
  const keys = items.flatMap(({ state }) => state.groups);
  const groups = await source.getRepository(AlertGroupEntity).findBy({ key: In(keys) });
  const byKey = new Map(groups.map(({ key, state }) => [key, state]));
  return {
    items: items.map(({ state }) => ({
      alert: state,
      groups: state.groups.flatMap((key) => byKey.get(key) ?? []),
    })),
    ...(nextCursor !== undefined && { nextCursor }),
  };
};

/** The labels and violations of every alert that lasts; the alerter bounds how many there are. */
export const readStandingAlerts = async (source: DataSource): Promise<StandingAlert[]> => {
  const rows = await source.getRepository(AlertEntity).find({ select: { id: true, state: true } });
  return rows.map(({ state }) => state);
};
