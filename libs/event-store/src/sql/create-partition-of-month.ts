export const CREATE_PARTITION_OF_MONTH = `SELECT create_event_partition($1)`;
