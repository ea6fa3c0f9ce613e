import { useState, type ReactNode } from "react";

/** Puts a text on the clipboard, and says so. */
export const CopyButton = ({ text, words }: { text: string; words: string }): ReactNode => {
  const [outcome, setOutcome] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("Copied");
    } catch {
      setOutcome("The browser does not allow it: select the text above");
    }
  };
  return (
    <>
      <button className="button" type="button" onClick={() => void copy()}>
        {words}
      </button>
      <span role="status">{outcome}</span>
    </>
  );
};
