// The head of every page: what leads elsewhere, languages, navigation, the search box.
import { type ReactNode, useEffect } from "react";

import { homePath } from "../paths";
import { useLang, useReading } from "../reading";
import { type Alternate, Languages } from "./languages";
import { SearchBox } from "./search-box";
import { MenuBlock, MenuItem, MenuList, type Site, menuOf } from "./menus";
import { TimeButton } from "./time";

export function Header({ page, alternates }: { page: Site; alternates?: Alternate[] | undefined }) {
  useClosingMenus();
  return (
    <header className="site-header">
      <Utility page={page} />
      <div className="masthead wide">
        <Name page={page} />
        <div className="tools">
          <Languages page={page} alternates={alternates} />
          <TimeButton />
        </div>
      </div>
      <Navigation page={page} />
      <SearchBox searches={page.popularSearches} />
    </header>
  );
}

// Menus are closed by Escape, by a click beside them, and by following one of their links.
function useClosingMenus() {
  useEffect(() => {
    const close = (but?: Element | null) =>
      document.querySelectorAll<HTMLDetailsElement>("details.dropdown[open]").forEach((each) => {
        if (each !== but && !each.contains(but ?? null)) each.open = false;
      });
    const clicked = ({ target }: MouseEvent) => close((target as Element).closest("a") ? null : (target as Element).closest("details"));
    const pressed = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      document.activeElement?.closest("details")?.querySelector("summary")?.focus();
      close();
    };
    document.addEventListener("click", clicked);
    document.addEventListener("keydown", pressed);
    return () => {
      document.removeEventListener("click", clicked);
      document.removeEventListener("keydown", pressed);
    };
  }, []);
}

function Utility({ page }: { page: Site }) {
  const lang = useLang();
  const [audiences, portals, quick, directories] = (["AUDIENCES", "PORTALS", "QUICK_LINKS", "DIRECTORIES"] as const).map((each) => menuOf(page, each));
  return (
    <div className="utility">
      <div className="wide">
        <MenuBlock menu={audiences} />
        <MenuBlock menu={portals} />
        <Dropdown label={<span lang={quick && lang(quick.translation)}>{quick?.heading}</span>}>
          {quick && <MenuList items={quick.items} />}
        </Dropdown>
        <Dropdown label={<span lang={directories && lang(directories.translation)}>{directories?.heading}</span>}>
          {directories && <MenuList items={directories.items} />}
        </Dropdown>
      </div>
    </div>
  );
}

function Dropdown({ label, children, name = "menus" }: { label: ReactNode; children: ReactNode; name?: string }) {
  return (
    <details className="dropdown" name={name}>
      <summary>{label}</summary>
      <div className="panel">{children}</div>
    </details>
  );
}

function Name({ page: { site } }: { page: Site }) {
  const reading = useReading();
  const lang = useLang();
  if (!site) return null;
  return (
    <p className="site-name">
      <a href={homePath(reading)} lang={lang(site.translation, "name")}>
        <Dial />
        {site.name}
      </a>
    </p>
  );
}

function Dial() {
  return (
    <svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true">
      <circle cx="16" cy="16" r="15" className="dial" />
      <path d="M16 3v4M3 16h4M29 16h-4M16 29v-4" className="dial-marks" />
      <path d="M11 22 16 8l5 14z" className="dial-gnomon" />
    </svg>
  );
}

function Navigation({ page }: { page: Site }) {
  const { words } = useReading();
  const [primary, facilities] = (["PRIMARY", "FACILITIES"] as const).map((each) => menuOf(page, each));
  return (
    <div className="navigation">
      <details className="dropdown whole-menu" name="menus">
        <summary>{words.menu}</summary>
      </details>
      <nav aria-label={words.menu} className="wide">
        <ul className="primary">
          {primary?.items.map((item) => (
            <li key={item.label}>
              {item.children.length ? (
                <Dropdown label={<MenuLabel item={item} />}>
                  <MenuList items={item.children as typeof primary.items} />
                </Dropdown>
              ) : (
                <MenuItem item={item} />
              )}
            </li>
          ))}
        </ul>
        <MenuBlock menu={facilities} />
      </nav>
    </div>
  );
}

function MenuLabel({ item }: { item: { label: string | null; translation: { lang: string | null } } }) {
  const lang = useLang();
  return <span lang={lang(item.translation)}>{item.label}</span>;
}

