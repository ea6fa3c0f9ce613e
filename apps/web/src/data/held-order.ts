/** Rows as they are now, in the order in which they were shown; new ones stand at the end. */
export const inOrderOf = <Row>(
  shown: readonly Row[] | undefined,
  rows: readonly Row[],
  idOf: (row: Row) => string,
): Row[] => {
  const known = [...new Set((shown ?? []).map(idOf))];
  const places = new Map(known.map((id, at) => [id, at]));
  const placeOf = (row: Row): number => places.get(idOf(row)) ?? known.length;
  return [...rows].sort((one, other) => placeOf(one) - placeOf(other));
};
