import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { freshOf, rowsOf, withChanges, type Held, type Id, type RowPage } from "./held-rows.ts";

/** How many rows a list asks for at once. */
export const PAGE_ROWS = 50;
const MOST_ROWS = 200;

/** Which part of a list is asked for; `to`: only what stands before this time. */
interface PageAsked {
  limit: string;
  cursor?: string;
  to?: string;
}

interface List<Row> {
  name: string;
  filters: object;
  fetchPage: (asked: PageAsked, signal: AbortSignal) => Promise<RowPage<Row>>;
  idOf: (row: Row) => Id;
  /** The time that the list is sorted by, newest first. */
  timeOf: (row: Row) => string;
  /** Rows change without moving to the top: those that the newest page does not reach are asked for again. */
  changesAnywhere?: true;
  /** How often is asked for what no event tells of. */
  askEveryMs?: number;
}

/** Rows that wait to be shown; `more`: there are more than these. */
export interface FreshRows {
  count: number;
  more: boolean;
  show: () => void;
}

const justAfter = (time: string): string => new Date(Date.parse(time) + 1).toISOString();

/** A list whose rows stay where they are: shown ones change in place, new ones wait until they are called for. */
export const useStillPages = <Row>(of: List<Row>) => {
  const { name, filters, fetchPage, idOf, timeOf, changesAnywhere, askEveryMs } = of;
  const queries = useQueryClient();
  const heldKey = [name, "held", filters];
  const newestKey = [name, "newest", filters];
  const limit = String(PAGE_ROWS);
  const list = useInfiniteQuery<RowPage<Row>, Error, Held<Row>, readonly unknown[], string>({
    queryKey: heldKey,
    meta: { staysStill: true },
    initialPageParam: "",
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: async ({ pageParam, signal }) => {
      const page = await fetchPage({ limit, ...(pageParam !== "" && { cursor: pageParam }) }, signal);
      if (pageParam === "") queries.setQueryData<RowPage<Row>>(newestKey, page);
      return page;
    },
    getNextPageParam: (page) => page.nextCursor,
  });
  /** The newest page, and after it the rows held that it does not reach, as they are now. */
  const fetchReached = async (newest: RowPage<Row>, signal: AbortSignal): Promise<RowPage<Row>> => {
    const known = new Set(newest.items.map(idOf));
    const others = rowsOf(queries.getQueryData<Held<Row>>(heldKey)).filter((row) => !known.has(idOf(row)));
    if (!changesAnywhere || !others[0]) return newest;
    const asked = { limit: String(MOST_ROWS), to: justAfter(timeOf(others[0])) };
    let reached = newest;
    let rows = 0;
    for (let cursor: string | undefined = ""; cursor !== undefined && rows < others.length;) {
      const page = await fetchPage({ ...asked, ...(cursor !== "" && { cursor }) }, signal);
      reached = { items: [...reached.items, ...page.items], nextCursor: page.nextCursor };
      rows += page.items.length;
      cursor = page.nextCursor;
    }
    return reached;
  };
  const newest = useQuery({
    queryKey: newestKey,
    enabled: list.isSuccess,
    staleTime: Infinity,
    refetchInterval: askEveryMs,
    queryFn: async ({ signal }) => {
      const page = await fetchPage({ limit }, signal);
      const reached = await fetchReached(page, signal);
      queries.setQueryData<Held<Row>>(heldKey, (held) => held && withChanges(held, reached, idOf, timeOf));
      return page;
    },
  });
  const rows = useMemo(() => rowsOf(list.data), [list.data]);
  const fresh = freshOf(newest.data?.items ?? [], new Set(rows.map(idOf)), idOf).length;
  const show = (): void => {
    if (newest.data) queries.setQueryData<Held<Row>>(heldKey, { pages: [newest.data], pageParams: [""] });
  };
  const isEmpty = list.isSuccess && rows.length === 0;
  useEffect(() => {
    if (isEmpty && fresh > 0) show();
  });
  const waiting: FreshRows = { count: isEmpty ? 0 : fresh, more: fresh === PAGE_ROWS, show };
  const outdatedSince = newest.isError || list.isRefetchError ? newest.dataUpdatedAt : undefined;
  return { list, rows, newest: newest.data, waiting, outdatedSince };
};
