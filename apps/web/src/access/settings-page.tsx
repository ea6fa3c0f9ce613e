import type { ReactNode } from "react";
import { Title } from "../shell/title.tsx";
import "../styles/access.css";
import { Keys } from "./keys.tsx";
import { People } from "./people.tsx";

/** Who may do what: people and the keys of programs. */
export const SettingsPage = (): ReactNode => (
  <>
    <Title>People and keys</Title>
    <section className="section" aria-labelledby="people">
      <div className="section-head">
        <h2 id="people">People</h2>
        <span className="dim">who may sign in, and what they may do</span>
      </div>
      <People />
    </section>
    <section className="section" aria-labelledby="keys">
      <div className="section-head">
        <h2 id="keys">Keys</h2>
        <span className="dim">of programs that read the API or send events</span>
      </div>
      <Keys />
    </section>
  </>
);
