import { Column, Entity, PrimaryColumn } from "typeorm";

/** One integration with the revision that judges its traffic. */
@Entity("integration")
export class IntegrationEntity {
  @PrimaryColumn("text") id!: string;
  /** Version of the last event of its stream that is in this row. */
  @Column("integer") version!: number;
  @Column("text") revision!: string;
  @Column("timestamptz", { name: "activated_at" }) activatedAt!: Date;
}
