/** An answer that is not a success; the message is the problem's detail. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

const answerOf = async <Answer>(response: Response): Promise<Answer> => {
  const body = (await response.json().catch(() => ({}))) as { detail?: unknown };
  if (response.ok) return body as Answer;
  const detail = typeof body.detail === "string" ? body.detail : `The server answered ${response.status}.`;
  throw new Refusal(response.status, detail);
};

/** Reads from the API; `path` is what follows `/api/v1`. */
export const read = async <Answer>(path: string, signal?: AbortSignal): Promise<Answer> =>
  answerOf(await fetch(`/api/v1${path}`, { signal, headers: { accept: "application/json" } }));

/** Asks the API to do something. */
export const act = async <Answer>(path: string, body: object = {}): Promise<Answer> =>
  answerOf(
    await fetch(`/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    }),
  );
