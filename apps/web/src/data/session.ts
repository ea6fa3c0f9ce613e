import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Middleware } from "openapi-fetch";
import { answered, api } from "./api.ts";
import type { KeyToMake, PersonToLetIn, Role, Session } from "./types.ts";

/** While there is no account: the first one that is made closes the door at once. */
const OPEN_MS = 3_000;
const KNOWN_MS = 60_000;
const SAFE = new Set(["GET", "HEAD"]);

let requestToken: string | undefined;

const proving: Middleware = {
  onRequest({ request }) {
    if (requestToken !== undefined && !SAFE.has(request.method))
      request.headers.set("x-request-token", requestToken);
  },
};
api.use(proving);

const remembered = (session: Session): Session => {
  requestToken = session.requestToken;
  return session;
};

/** Who looks at these pages. */
export const useSession = () =>
  useQuery({
    queryKey: ["session"],
    queryFn: async ({ signal }) => remembered(await answered(api.GET("/api/v1/session", { signal }))),
    refetchInterval: ({ state }) => (state.data?.state === "open" ? OPEN_MS : KNOWN_MS),
  });

/** Signs in; everything that was refused is asked for again. */
export const useSignIn = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: { name: string; password: string }) =>
      remembered(await answered(api.POST("/api/v1/session", { body }))),
    onSuccess: () => queries.resetQueries(),
  });
};

/** Signs out. */
export const useSignOut = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => void (await api.DELETE("/api/v1/session")),
    onSuccess: () => queries.resetQueries(),
  });
};

export const usePeople = () =>
  useQuery({
    queryKey: ["people"],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/people", { signal })),
  });

export const useKeys = () =>
  useQuery({
    queryKey: ["keys"],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/keys", { signal })),
  });

const useChange = <Asked, Answer>(list: "people" | "keys", change: (asked: Asked) => Promise<Answer>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: [list] }),
  });
};

export const useLetIn = () =>
  useChange("people", (body: PersonToLetIn) => answered(api.POST("/api/v1/people", { body })));

export const useChangePerson = () =>
  useChange("people", ({ id, ...body }: { id: string; role?: Role; disabled?: boolean }) =>
    answered(api.PATCH("/api/v1/people/{id}", { params: { path: { id } }, body })),
  );

export const useMakeKey = () =>
  useChange("keys", (body: KeyToMake) => answered(api.POST("/api/v1/keys", { body })));

export const useEndKey = () =>
  useChange("keys", async (id: string) => {
    await api.DELETE("/api/v1/keys/{id}", { params: { path: { id } } });
    return id;
  });
