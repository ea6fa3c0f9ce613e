/** Lets the transaction under way last as long as it needs; PostgreSQL limits transactions since version 17. */
export const TAKE_ALL_THE_TIME = `
SELECT set_config('transaction_timeout', '0', true) FROM pg_settings WHERE name = 'transaction_timeout'`;
