import * as z from "zod/mini";
import { words } from "../shell/search-schema.ts";

/** What the URL of one delivery says: the attempt whose payload is shown, and what it is held against. */
export const deliverySearch = z.object({ attempt: words, against: words });
