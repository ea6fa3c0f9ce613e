import { PayloadCipher, type SubjectKeyStore, type WrappedKey } from "./payload-cipher.ts";

const SECRET = "a secret of many letters";
const OTHER = "another one of many letters";
const one = { integration: "shop", subject: "one" };
const two = { integration: "shop", subject: "two" };

class Keys implements SubjectKeyStore {
  readonly stored: WrappedKey[] = [];
  reads = 0;

  read(subjects: Parameters<SubjectKeyStore["read"]>[0]): Promise<WrappedKey[]> {
    this.reads += 1;
    return Promise.resolve(
      subjects.flatMap(({ subject }) => this.stored.find((key) => key.subject === subject) ?? []),
    );
  }

  create(offers: readonly WrappedKey[]): Promise<WrappedKey[]> {
    for (const offer of offers)
      if (!this.stored.some(({ subject }) => subject === offer.subject)) this.stored.push(offer);
    return this.read(offers);
  }
}

let keys: Keys;
beforeEach(() => {
  keys = new Keys();
});
const cipher = (...secrets: string[]) => new PayloadCipher(secrets, keys);
const seal = async (by: PayloadCipher, subject: typeof one, text: string) =>
  (await by.sealer([subject]))(subject, text)!;

it("opens what it sealed, and only as the same subject's", async () => {
  const mine = cipher(SECRET);
  const { bytes } = await seal(mine, one, "Grüße");
  expect(bytes.includes("Grüße")).toBe(false);
  expect(await mine.open({ ...one, bytes })).toEqual({ text: "Grüße", cut: false });
  await seal(mine, two, "");
  expect(await mine.open({ ...two, bytes })).toBeUndefined();
  const forged = Buffer.from(bytes);
  forged[20]! ^= 1;
  expect(await mine.open({ ...one, bytes: forged })).toBeUndefined();
  expect(await mine.open({ ...one, bytes: bytes.subarray(0, 9) })).toBeUndefined();
});

it("seals the same text never the same way twice, and remembers keys", async () => {
  const mine = cipher(SECRET);
  const first = await seal(mine, one, "text");
  const { reads } = keys;
  const second = await seal(mine, one, "text");
  expect(keys.reads).toBe(reads);
  expect(second.bytes.equals(first.bytes)).toBe(false);
  expect(second.keyId).toBe(first.keyId);
});

it("two that give the same subject a key at once use the same one", async () => {
  const [a, b] = [cipher(SECRET), cipher(SECRET)];
  const [first, second] = await Promise.all([seal(a, one, "x"), seal(b, one, "y")]);
  expect(first!.keyId).toBe(second!.keyId);
  expect(await a.open({ ...one, bytes: second!.bytes })).toEqual({ text: "y", cut: false });
});

it("opens nothing once the key is destroyed, and takes another once it forgot", async () => {
  const mine = cipher(SECRET);
  const { bytes, keyId } = await seal(mine, one, "text");
  keys.stored.length = 0;
  expect(await mine.open({ ...one, bytes })).toBeUndefined();
  mine.forget([one]);
  expect((await seal(mine, one, "text")).keyId).not.toBe(keyId);
  expect(await mine.open({ ...one, bytes })).toBeUndefined();
});

it("opens under an older secret, seals under the first, and does neither without the right one", async () => {
  const old = await seal(cipher(SECRET), one, "old");
  const rotated = cipher(OTHER, SECRET);
  expect(await rotated.open({ ...one, bytes: old.bytes })).toEqual({ text: "old", cut: false });
  const { bytes } = await seal(rotated, two, "new");
  expect(await cipher(OTHER).open({ ...two, bytes })).toEqual({ text: "new", cut: false });
  expect(await cipher(SECRET).open({ ...two, bytes })).toBeUndefined();
  expect((await cipher(OTHER).sealer([one]))(one, "text")).toBeUndefined();
});

it.each([
  [65_536, "a", 65_536, false],
  [65_537, "a", 65_536, true],
  [32_768, "ä", 32_768, false],
  [21_846, "€", 21_845, true],
])("of %i times %s keeps %i", async (times, letter, kept, cut) => {
  const mine = cipher(SECRET);
  const { bytes } = await seal(mine, one, letter.repeat(times));
  expect(await mine.open({ ...one, bytes })).toEqual({ text: letter.repeat(kept), cut });
});

it("hashes words under a key: found under every secret, and under no other", () => {
  const words = cipher(SECRET).wordsOf("Éclair order");
  expect(words).toHaveLength(2);
  expect(cipher(SECRET).wordsToFind("ECLAIR")).toEqual([[words[0]]]);
  expect(
    cipher(OTHER, SECRET)
      .wordsToFind("eclair order")
      .map(([, older]) => older),
  ).toEqual(words);
  expect(cipher(OTHER).wordsOf("eclair")).not.toEqual([words[0]]);
});
