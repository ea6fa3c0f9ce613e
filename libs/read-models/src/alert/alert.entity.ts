import { Column, Entity, PrimaryColumn } from "typeorm";
import type { StandingAlert, StandingGroup } from "#alerting";

/** One alert as the alerter left it. */
@Entity("alert")
export class AlertEntity {
  @PrimaryColumn("text") id!: string;
  /** The rule, or what else it is about. */
  @Column("text") alertname!: string;
  @Column("text") severity!: string;
  @Column("text", { nullable: true }) integration!: string | null;
  @Column("text", { nullable: true }) environment!: string | null;
  @Column("timestamptz", { name: "starts_at" }) startsAt!: Date;
  @Column("json") state!: StandingAlert;
}

/** One group of alerts of one receiver, as the alerter left it. */
@Entity("alert_group")
export class AlertGroupEntity {
  @PrimaryColumn("text") key!: string;
  @Column("json") state!: StandingGroup;
}
