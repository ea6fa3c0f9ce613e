import { dropOldest } from "./drop-oldest.ts";

test.each([
  [0, 0],
  [1, 0],
  [16, 15],
  [17, 15],
  [1600, 1500],
])("of %i entries %i stay, the youngest", (size, left) => {
  const map = new Map(Array.from({ length: size }, (_, index) => [String(index), index]));
  dropOldest(map);
  expect([...map.values()]).toEqual(Array.from({ length: left }, (_, index) => size - left + index));
});
