import { Column, Entity, PrimaryColumn } from "typeorm";

/** What may become of a notification. */
export const NOTIFICATION_OUTCOMES = ["sent", "failed", "held"] as const;
export type NotificationOutcome = (typeof NOTIFICATION_OUTCOMES)[number];

/** One line of the notification history. */
@Entity("notification")
export class NotificationEntity {
  @PrimaryColumn("text") id!: string;
  @Column("text") outcome!: NotificationOutcome;
  @Column("timestamptz") at!: Date;
  @Column("text", { nullable: true }) receiver!: string | null;
  @Column("text", { name: "deduplication_key", nullable: true }) deduplicationKey!: string | null;
  @Column("text", { nullable: true }) status!: "firing" | "resolved" | null;
  @Column("text", { nullable: true }) cause!: string | null;
  @Column("text", { nullable: true }) stage!: string | null;
  @Column("text", { nullable: true }) reason!: string | null;
  @Column("json") by!: string[];
  @Column("text", { name: "group_key", nullable: true }) groupKey!: string | null;
  @Column("jsonb", { name: "group_labels" }) groupLabels!: Record<string, string>;
  @Column("text", { nullable: true }) integration!: string | null;
  @Column("text", { array: true }) alerts!: string[];
  @Column("integer") omitted!: number;
  @Column("bigint", { nullable: true }) violations!: string | null;
  @Column("timestamptz", { name: "from_at", nullable: true }) from!: Date | null;
  @Column("timestamptz", { name: "to_at", nullable: true }) to!: Date | null;
  @Column("text", { nullable: true }) summary!: string | null;
  @Column("integer", { nullable: true }) attempts!: number | null;
  @Column("text", { nullable: true }) detail!: string | null;
}
