// GraphiQL as Sundial serves it: what the page hands over, the tabs that were left in the browser, and the reading.
import "./workers.js";

// Not graphiql/style.css, which holds all of monaco's styles and icons a second time.
import "@graphiql/react/font/fira-code.css";
import "@graphiql/react/font/roboto.css";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./style.css";

import { createGraphiQLFetcher, StorageAPI } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

import { AnyScript } from "./any-script.js";
import { CopyLink } from "./copy-link.jsx";
import { tabOf, withTab } from "./links.js";
import { NewTab } from "./new-tab.js";
import { Person, PREFLIGHT } from "./person.jsx";
import { Reading } from "./reading.jsx";
import { orderTypes } from "./schema-order.js";
import { storageIn } from "./storage.js";
import { withDefaults } from "./variables.js";

const opening = JSON.parse(document.getElementById("opening").textContent);
const link = opening.link && tabOf(opening.link);
const documents = opening.tabs.map(({ query, variables }) => ({
  query,
  variables: JSON.stringify(withDefaults(query, variables), null, 2),
}));
const tabs = link ? [link, ...documents] : documents;
const storage = storageIn("sundial");

// The tab to open with: the link's, the one in which the browser was left, or the first.
function openingTab() {
  try {
    const stored = new StorageAPI(storage);
    const left = JSON.parse(stored.get("tabState"));
    if (link) stored.set("tabState", JSON.stringify(withTab(left, link)));
    return link ?? left.tabs[left.activeTabIndex] ?? tabs[0];
  } catch {
    return tabs[0];
  }
}

// Without these the editor of variables stays empty until the tab is changed: https://github.com/graphql/graphiql/issues/3392
const { query, variables } = openingTab();

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url: location.pathname, headers: PREFLIGHT })}
    shouldPersistHeaders={false}
    storage={storage}
    defaultTabs={tabs}
    initialQuery={query ?? undefined}
    initialVariables={variables ?? undefined}
    defaultEditorToolsVisibility="variables"
    inputValueDeprecation
    onSchemaChange={orderTypes}
    schema={opening.hasSchema ? undefined : null}
  >
    <GraphiQL.Logo>
      <Reading zone={opening.timeZone} locales={opening.locales} />
      <Person name={opening.person} />
    </GraphiQL.Logo>
    <GraphiQL.Toolbar>
      {({ prettify, merge, copy }) => (
        <>
          {prettify}
          {merge}
          {copy}
          <CopyLink />
        </>
      )}
    </GraphiQL.Toolbar>
    <AnyScript />
    <NewTab instant={opening.instant} locale={opening.locale} />
  </GraphiQL>,
);
