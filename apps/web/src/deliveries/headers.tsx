import type { ReactNode } from "react";
import type { Attempt } from "../data/deliveries.ts";

/** A message's headers; what is a credential is its fingerprint. */
export const Headers = (props: { title: string; headers: Attempt["requestHeaders"] }): ReactNode => {
  const { title, headers } = props;
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        {!headers && <span className="dim">not captured</span>}
      </div>
      {headers && (
        <table className="expected">
          <tbody>
            {headers.map(({ name, value }, at) => (
              <tr key={`${at} ${name}`}>
                <th scope="row">{name}</th>
                <td>
                  <code>{value}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
