import type { CompiledSpecification } from "#checks";
import { rememberRevisions } from "./remember-revisions.ts";

const compiled = {} as CompiledSpecification;

it("asks once for a revision, also when asked twice at once", async () => {
  const source = jest.fn(async () => compiled);
  const remembered = rememberRevisions(source);
  expect(await Promise.all([remembered("1"), remembered("1")])).toEqual([compiled, compiled]);
  await remembered("1");
  expect(source).toHaveBeenCalledTimes(1);
});

it("asks again for what was missing or failed", async () => {
  const source = jest
    .fn<Promise<CompiledSpecification | undefined>, [string]>()
    .mockRejectedValueOnce(new Error("away"))
    .mockResolvedValueOnce(undefined)
    .mockResolvedValueOnce(compiled);
  const remembered = rememberRevisions(source);
  await expect(remembered("1")).rejects.toThrow("away");
  expect(await remembered("1")).toBeUndefined();
  expect(await remembered("1")).toBe(compiled);
});

it("forgets the one asked for longest ago", async () => {
  const source = jest.fn(async () => compiled);
  const remembered = rememberRevisions(source);
  for (let index = 0; index < 17; index++) await remembered(String(index));
  await remembered("16");
  expect(source).toHaveBeenCalledTimes(17);
  await remembered("0");
  expect(source).toHaveBeenCalledTimes(18);
});
