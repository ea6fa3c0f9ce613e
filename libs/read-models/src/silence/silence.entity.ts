import { Column, Entity, PrimaryColumn } from "typeorm";

/** One silence as its events leave it. */
@Entity("silence")
export class SilenceEntity {
  @PrimaryColumn("text") id!: string;
  /** Version of the last event of its stream that is in this row. */
  @Column("integer") version!: number;
  @Column("json") matchers!: string[];
  @Column("timestamptz", { name: "from_at" }) from!: Date;
  /** Where it was ended before its time: when that was. */
  @Column("timestamptz", { name: "to_at" }) to!: Date;
  @Column("text") by!: string;
  @Column("text") comment!: string;
  @Column("timestamptz", { name: "created_at" }) createdAt!: Date;
  /** Who ended it before its time. */
  @Column("text", { name: "expired_by", nullable: true }) expiredBy!: string | null;
}
