import { Column, Entity, PrimaryColumn } from "typeorm";

/** Where a redelivery stands. */
export const REDELIVERY_STATUSES = ["running", "cancelled", "finished"] as const;
export type RedeliveryStatus = (typeof REDELIVERY_STATUSES)[number];

/** One redelivery as its events leave it, with how many of its deliveries stand where. */
@Entity("redelivery")
export class RedeliveryEntity {
  @PrimaryColumn("text") id!: string;
  /** Version of the last event of its stream that is in this row. */
  @Column("integer") version!: number;
  @Column("text") integration!: string;
  @Column("text") by!: string;
  @Column("text", { nullable: true }) reason!: string | null;
  /** The filter that its deliveries were chosen by, where they were. */
  @Column("json", { nullable: true }) filter!: Record<string, unknown> | null;
  @Column("text") status!: RedeliveryStatus;
  @Column("integer") total!: number;
  @Column("integer") waiting!: number;
  @Column("integer", { name: "under_way" }) underWay!: number;
  @Column("integer") delivered!: number;
  @Column("integer") failed!: number;
  @Column("integer") unknown!: number;
  @Column("integer") refused!: number;
  @Column("timestamptz", { name: "requested_at" }) requestedAt!: Date;
  @Column("timestamptz", { name: "ended_at", nullable: true }) endedAt!: Date | null;
  @Column("text", { name: "cancelled_by", nullable: true }) cancelledBy!: string | null;
}
