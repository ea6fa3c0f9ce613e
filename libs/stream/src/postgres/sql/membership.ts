const SPACE = (what: string): string => `hashtext('clausewatch:${what}:' || $1)`;

/** A session lock that says a member is here; it goes with the connection. False: another has this number. */
export const JOIN_GROUP = `SELECT pg_try_advisory_lock(${SPACE("member")}, $2) AS granted`;

/** The numbers of the members that are here now. */
export const READ_MEMBERS = `
SELECT objid::bigint AS member FROM pg_locks
WHERE locktype = 'advisory' AND granted AND objsubid = 2
  AND classid::bigint = ${SPACE("member")}::bigint & 4294967295
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** A session lock that says whose a partition is. */
export const TAKE_PARTITION = `SELECT pg_try_advisory_lock(${SPACE("partition")}, $2) AS granted`;

export const LEAVE_PARTITION = `SELECT pg_advisory_unlock(${SPACE("partition")}, $2)`;
