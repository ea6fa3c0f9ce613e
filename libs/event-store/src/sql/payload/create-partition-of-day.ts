export const CREATE_PARTITION_OF_DAY = `SELECT create_payload_partition($1)`;
