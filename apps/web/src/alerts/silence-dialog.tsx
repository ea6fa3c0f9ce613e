import { useDeferredValue, useState, type FormEvent, type ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useMakeSilence, useSilencePreview } from "../data/alerts.ts";
import { counted, figure } from "../shell/numbers.ts";

const HOUR_MS = 3_600_000;
const SPANS = { 1: "1 hour", 4: "4 hours", 24: "1 day", 168: "1 week" } as const;

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** What the silence would hold back now, before it is made. */
const Preview = ({ matchers }: { matchers: readonly string[] }): ReactNode => {
  const preview = useSilencePreview(matchers);
  if (matchers.length === 0) return <p className="dim">At least one matcher is needed.</p>;
  if (preview.isError) return <p role="alert">{preview.error.message}</p>;
  if (!preview.data) return <p className="dim">Looking what it matches…</p>;
  const { alerts, violations, items } = preview.data;
  return (
    <div role="status">
      <p>
        {alerts === 0
          ? "It matches no alert that lasts now."
          : `It holds back ${counted(alerts, "alert")} of now, with ${counted(violations, "violation")}:`}
      </p>
      <ul>
        {items.slice(0, 5).map(({ id, labels }) => (
          <li key={id}>
            <code>
              {[labels["alertname"], labels["integration"], labels["client"], labels["endpoint"]]
                .filter(Boolean)
                .join(" · ")}
            </code>
          </li>
        ))}
      </ul>
      {alerts > 5 && <p className="dim">and {figure(alerts - 5)} more</p>}
    </div>
  );
};

/** Makes a silence: what it would match stands there before, and it always ends. */
export const SilenceDialog = (props: { matchers: readonly string[]; close: () => void }): ReactNode => {
  const [text, setText] = useState(props.matchers.join("\n"));
  const matchers = linesOf(useDeferredValue(text));
  const make = useMakeSilence();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const to = new Date(Date.now() + Number(form.get("hours")) * HOUR_MS).toISOString();
    const comment = form.get("comment");
    make.mutate(
      { matchers: linesOf(text), to, comment: typeof comment === "string" ? comment : "" },
      { onSuccess: props.close },
    );
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={props.close}>
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">Silence</Heading>
          <form className="dialog-form" onSubmit={submit}>
            <label>
              What it matches, a matcher a line
              <textarea
                name="matchers"
                rows={4}
                value={text}
                spellCheck={false}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            <Preview matchers={matchers} />
            <label>
              For
              <select name="hours" defaultValue="4">
                {Object.entries(SPANS).map(([hours, words]) => (
                  <option key={hours} value={hours}>
                    {words}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Why
              <input name="comment" required maxLength={2000} autoComplete="off" />
            </label>
            {make.isError && <p role="alert">{make.error.message}</p>}
            <p className="actions">
              <button className="button button-first" type="submit" disabled={make.isPending}>
                Silence
              </button>
              <button className="button" type="button" onClick={props.close}>
                Cancel
              </button>
            </p>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
