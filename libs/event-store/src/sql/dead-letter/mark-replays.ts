export const BEGIN_REPLAYS = `
UPDATE dead_letter SET replays = replays + 1, replay_begun_at = now() WHERE id = ANY ($1)`;

/** One that has failed again since it was appended is passed over. */
export const END_REPLAYS = `
UPDATE dead_letter SET replayed_at = now() WHERE id = ANY ($1) AND replay_begun_at IS NOT NULL`;
