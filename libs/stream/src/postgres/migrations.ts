import type { MigrationInterface, QueryRunner } from "typeorm";
import { CREATE_APPEND_OBSERVATIONS } from "./sql/append-records.ts";
import { CREATE_CREATE_OBSERVATION_TOPIC } from "./sql/create-topic.ts";
import { CREATE_OBSERVATION_TABLES } from "./sql/schema.ts";

class CreateObservationStream1763900000001 implements MigrationInterface {
  name = "CreateObservationStream1763900000001";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_OBSERVATION_TABLES);
    await runner.query(CREATE_CREATE_OBSERVATION_TOPIC);
    await runner.query(CREATE_APPEND_OBSERVATIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION append_observations, create_observation_topic;
      DROP TABLE observation_group, observation_record, observation_lane, observation_topic`);
  }
}

/** The tables and functions of the PostgreSQL stream, for `migrate`. */
export const POSTGRES_STREAM_MIGRATIONS = [CreateObservationStream1763900000001];
