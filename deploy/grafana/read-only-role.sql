-- A role for Grafana: it reads what the dashboards show, and nothing of what was captured.
-- psql "$DATABASE_URL" --file read-only-role.sql, then: ALTER ROLE clausewatch_grafana PASSWORD '…'
CREATE ROLE clausewatch_grafana LOGIN;
ALTER ROLE clausewatch_grafana SET default_transaction_read_only = on;
ALTER ROLE clausewatch_grafana SET statement_timeout = '10s';
GRANT USAGE ON SCHEMA public TO clausewatch_grafana;
GRANT SELECT ON integration, violation, maintenance, service_level, service_level_key, alert, notification
  TO clausewatch_grafana;
GRANT SELECT (topic, partition, record_offset, reason) ON dead_letter TO clausewatch_grafana;
