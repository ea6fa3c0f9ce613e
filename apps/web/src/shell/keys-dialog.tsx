import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { PAGES } from "./pages.ts";

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["/", "search"],
  ...PAGES.map(({ key, name }) => [`g ${key}`, `go to ${name}`] as const),
  ["j k", "next, previous row"],
  ["↵", "open the row"],
  ["x", "choose the row"],
  ["n p", "next, previous broken clause of a specification"],
  ["[ ]", "previous, next section of a specification"],
  ["?", "these keys"],
];

/** The keys there are. */
export const KeysDialog = ({ close }: { close: () => void }): ReactNode => (
  <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={close}>
    <Modal className="modal">
      <Dialog>
        <Heading slot="title">Keys</Heading>
        <dl className="keys">
          {KEYS.map(([keys, does]) => (
            <div key={keys}>
              <dt>
                {keys.split(" ").map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <button className="button" type="button" onClick={close}>
          Close
        </button>
      </Dialog>
    </Modal>
  </ModalOverlay>
);
