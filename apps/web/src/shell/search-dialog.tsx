import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState, type ReactNode } from "react";
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { answered, api } from "../data/api.ts";
import { useIntegrations } from "../data/queries.ts";
import { goTo } from "./address.ts";
import { PAGES } from "./pages.ts";
import { integrationPath, type Scope } from "./scope.ts";

interface Found {
  address: string;
  name: string;
  what: string;
}

const MOST = 8;
const within = (text: string, words: string) => text.toLowerCase().includes(words.toLowerCase());

const useClausesOf = (id: string | undefined) =>
  useQuery({
    queryKey: ["clauses", id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/integrations/{id}/clauses", { params: { path: { id: id ?? "" } }, signal })),
  });

const useViolationsWith = (text: string, integration: string | undefined) =>
  useQuery({
    queryKey: ["violations", "search", text, integration],
    enabled: text.length > 1,
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/violations", {
          params: { query: { text, integration, limit: String(MOST) } },
          signal,
        }),
      ),
  });

const useFound = (asked: string, scope: Scope): Found[] => {
  const integrations = useIntegrations().data?.items ?? [];
  const clauses = useClausesOf(scope.integration).data?.items ?? [];
  const violations = useViolationsWith(asked, scope.integration).data?.items ?? [];
  const pages = PAGES.map((page) => ({ address: page.addressIn(scope), name: page.name, what: "page" }));
  const specifications = integrations.map(({ id, title }) => ({
    address: integrationPath(id),
    name: title,
    what: "specification",
  }));
  const known = [...pages, ...specifications].filter(({ name }) => within(name, asked));
  if (asked.length < 2) return known;
  const lines = clauses
    .filter(({ text, path }) => within(text, asked) || within(path, asked))
    .slice(0, MOST)
    .map(({ text, line, path }) => ({
      address: `${integrationPath(scope.integration ?? "")}?clause=${encodeURIComponent(path)}#L${line}`,
      name: text,
      what: `line ${line}`,
    }));
  const broken = violations.map(({ id, message }) => ({
    address: `/violations/${encodeURIComponent(id)}`,
    name: message,
    what: "violation",
  }));
  return [...known, ...lines, ...broken];
};

/** Finds pages, specifications, clauses of the chosen one, and violations. */
export const SearchDialog = ({ scope, close }: { scope: Scope; close: () => void }): ReactNode => {
  const [asked, setAsked] = useState("");
  const found = useFound(useDeferredValue(asked.trim()), scope);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={close}>
      <Modal className="modal modal-search">
        <Dialog aria-label="Search">
          <Autocomplete inputValue={asked} onInputChange={setAsked}>
            <SearchField aria-label="Search" autoFocus className="search-field">
              <Input placeholder="A clause, a violation, a page" />
            </SearchField>
            <Menu
              className="menu"
              aria-label="Found"
              items={found.map((one, index) => ({ ...one, id: `${index} ${one.address}` }))}
              renderEmptyState={() => <p className="menu-head">Nothing is called so.</p>}
              onAction={(key) => {
                close();
                goTo(String(key).replace(/^\d+ /, ""));
              }}
            >
              {({ id, name, what }) => (
                <MenuItem className="menu-item" id={id} textValue={name}>
                  <span className="menu-name">{name}</span>
                  <span className="dim">{what}</span>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
