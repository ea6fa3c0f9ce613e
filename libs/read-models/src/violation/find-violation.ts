import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import { ViolationEntity } from "./violation.entity.ts";

/** One violation by its id; null when there is none. */
export const findViolation = (source: DataSource, id: string): Promise<ViolationEntity | null> =>
  source.getRepository(ViolationEntity).findOneBy({ id: printable(id) });
