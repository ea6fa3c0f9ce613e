import type { ReactNode } from "react";
import type { Integration } from "../data/types.ts";
import { Choice, FilterForm, Time } from "../shell/filter-controls.tsx";
import { REMEDIES } from "./remedies.ts";

/** The list's filters; what they say stands in the URL. */
export const Filters = (props: {
  query: URLSearchParams;
  integrations: readonly Integration[];
}): ReactNode => {
  const { query, integrations } = props;
  const place = { path: "/dead-letters", query };
  const ids = new Set([...integrations.map(({ id }) => id), ...query.getAll("integration")]);
  const titleOf = (id: string) => integrations.find((known) => known.id === id)?.title ?? id;
  const reasons = new Set([...Object.keys(REMEDIES), ...query.getAll("reason")]);
  return (
    <FilterForm place={place} label="Dead letters">
      <Choice
        place={place}
        name="reason"
        label="Reason"
        all="every reason"
        options={[...reasons].map((reason) => [reason, reason])}
      />
      <Choice
        place={place}
        name="pending"
        label="Replay"
        all="replayed or not"
        options={[
          ["true", "not replayed, or in vain"],
          ["false", "replayed"],
        ]}
      />
      <Choice
        place={place}
        name="integration"
        label="Integration"
        all="every integration"
        options={[...ids].map((id) => [id, titleOf(id)])}
      />
      <Time place={place} name="from" label="From" />
      <Time place={place} name="to" label="To" />
    </FilterForm>
  );
};
