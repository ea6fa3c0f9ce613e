const PREFIX = /^integration specification\s*:\s*/i;
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Whether a heading names the specification itself. */
export const isTitle = (heading: string): boolean => PREFIX.test(heading.trim());

/** A heading's words without "Integration Specification:". */
export const titleOf = (heading: string): string => heading.trim().replace(PREFIX, "").trim();

/** Lower case, words joined by hyphens: `Storefront ↔ Orders API` → `storefront-orders-api`. */
const slug = (title: string): string =>
  title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 128);

/** The front matter's `id` where it can serve as one, else the title's slug, else the file's. */
export const identityOf = (given: string | undefined, title: string, fileName: string): string => {
  if (given !== undefined && ID.test(given)) return given;
  return slug(given ?? "") || slug(title) || slug(stem(fileName)) || "specification";
};

/** A file's name without folders and extension. */
export const stem = (fileName: string): string =>
  (fileName.split(/[\\/]/).at(-1) ?? fileName).replace(/\.[^.]*$/, "");
