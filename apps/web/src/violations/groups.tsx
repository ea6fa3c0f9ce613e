import type { ReactNode } from "react";
import { useViolationGroups, type ViolationGroup } from "../data/violations.ts";
import { goTo, withParameter } from "../shell/address.ts";
import { SeverityMark } from "../shell/marks.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import { ChosenList } from "./chosen-list.tsx";
import { Course } from "./course.tsx";
import type { Grouping, ViolationSearch } from "./search.ts";

const NAMELESS = { clause: "no clause", client: "no client named", endpoint: "no endpoint named" } as const;

const nameOf = ({ integration, key }: ViolationGroup): string => `${integration} ${key}`.slice(0, 500);

const narrowed = (filters: ViolationSearch, by: Grouping, { integration, key }: ViolationGroup) => {
  if (key !== "") return { ...filters, integration, [by]: key };
  return { ...filters, integration, ...(by !== "clause" && { without: by }) };
};

const Group = (props: {
  group: ViolationGroup;
  by: Grouping;
  filters: ViolationSearch;
  isOpen: boolean;
  toggle: () => void;
}): ReactNode => {
  const { group, by, filters, isOpen, toggle } = props;
  const { key, clause, violations, unresolved, unowned, occurrences } = group;
  return (
    <li className="group">
      <div className="group-head">
        <SeverityMark severity={group.severity} />
        <button type="button" data-row aria-expanded={isOpen} onClick={toggle}>
          {by === "clause" && clause ? clause.text : key === "" ? NAMELESS[by] : key}
        </button>
        <span className="dim">
          {clause && by === "clause" && `line ${clause.line} · `}
          {counted(violations, "violation")}, {figure(unresolved)} unresolved, {figure(unowned)}{" "}
          nobody&rsquo;s, seen {figure(occurrences)} times
        </span>
        <Course course={group.course} />
      </div>
      {isOpen && (
        <ChosenList
          filters={narrowed(filters, by, group)}
          caption={`Violations of ${key}`}
          nothing={<p className="dim">None of it passes these filters any more.</p>}
        />
      )}
    </li>
  );
};

/** Violations by clause, client or endpoint, each group with its counts; one unfolds, as the URL says. */
export const Groups = (props: {
  by: Grouping;
  open: string | undefined;
  filters: ViolationSearch;
  query: URLSearchParams;
  nothing: ReactNode;
}): ReactNode => {
  const { by, open, filters, query, nothing } = props;
  const groups = useViolationGroups(by, filters);
  if (groups.isPending) return <Waiting for="the groups" />;
  if (!groups.data)
    return <Failed what="The groups" error={groups.error} retry={() => void groups.refetch()} />;
  if (groups.data.items.length === 0) return nothing;
  return (
    <ul>
      {groups.data.items.map((group) => {
        const name = nameOf(group);
        const isOpen = name === open;
        return (
          <Group
            key={name}
            group={group}
            by={by}
            filters={filters}
            isOpen={isOpen}
            toggle={() => goTo(withParameter("/violations", query, "open", isOpen ? "" : name), true)}
          />
        );
      })}
    </ul>
  );
};
