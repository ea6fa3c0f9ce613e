import { Column, Entity, PrimaryColumn } from "typeorm";
import type { Violation } from "#violation";

/** Where a violation stands in its life. */
export const VIOLATION_STATUSES = ["open", "acknowledged", "resolved"] as const;
export type ViolationStatus = (typeof VIOLATION_STATUSES)[number];

/** PostgreSQL hands out bigint as text. */
const asNumber = { to: (value: number) => value, from: (value: string) => Number(value) };

/** One violation as its events leave it. */
@Entity("violation")
export class ViolationEntity {
  @PrimaryColumn("text") id!: string;
  /** Version of the last event of its stream that is in this row. */
  @Column("integer") version!: number;
  @Column("text") rule!: string;
  @Column("text") severity!: Violation["severity"];
  @Column("text") party!: Violation["party"];
  @Column("text") status!: ViolationStatus;
  /** Who looks after it. */
  @Column("text", { nullable: true }) owner!: string | null;
  @Column("text") integration!: string;
  /** The specification revision that judged it. */
  @Column("text", { nullable: true }) revision!: string | null;
  @Column("text", { nullable: true }) environment!: string | null;
  @Column("text", { nullable: true }) client!: string | null;
  @Column("text", { nullable: true }) endpoint!: string | null;
  @Column("text", { name: "clause_path" }) clausePath!: string;
  @Column("text", { name: "clause_file" }) clauseFile!: string;
  @Column("integer", { name: "clause_line" }) clauseLine!: number;
  @Column("text", { name: "clause_text" }) clauseText!: string;
  /** Event time of the opening. */
  @Column("timestamptz", { name: "occurred_at" }) occurredAt!: Date;
  /** Event time of the last occurrence that was told. */
  @Column("timestamptz", { name: "last_at" }) lastAt!: Date;
  /** Whether an episode was told to be over; false for a single breach. */
  @Column("boolean") ended!: boolean;
  @Column("text") message!: string;
  @Column("json") evidence!: Violation["evidence"];
  @Column("json", { name: "event_ids" }) eventIds!: string[];
  @Column("bigint", { transformer: asNumber }) count!: number;
}
