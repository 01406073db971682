// Menus and their items.
import type { ChromeQuery } from "../data";
import { pathOf } from "../paths";
import { type Reading, homeOf, link, useLang, useReading } from "../reading";

export type Site = NonNullable<ChromeQuery["homepage"]>;
export type Menu = Site["menus"][number];
export type Item = Menu["items"][number];

type Leaf = Omit<Item, "children"> & { children?: unknown };

export const menuOf = (page: Site, location: Menu["location"]) => page.menus.find((menu) => menu.location === location);

function targetOf(item: Leaf, reading: Reading) {
  const path = pathOf(item, reading) ?? (item.school && pathOf(item.school, reading));
  if (path) return path;
  if (item.anchor) return link(`${homeOf(reading)}#${item.anchor}`, reading);
  return item.url ?? undefined;
}

// An item, as a link where it leads somewhere and as text where it does not.
export function MenuItem({ item }: { item: Leaf }) {
  const reading = useReading();
  const lang = useLang()(item.translation);
  const target = targetOf(item, reading);
  return target ? <a href={target} lang={lang}>{item.label}</a> : <span lang={lang}>{item.label}</span>;
}

export function MenuList({ items, className }: { items: Item[]; className?: string }) {
  return (
    <ul className={className}>
      {items.map((item) => (
        <li key={item.label}>
          <MenuItem item={item} />
          {item.children.length > 0 && <MenuList items={item.children as Item[]} />}
        </li>
      ))}
    </ul>
  );
}

// A menu with its heading, where it has one.
export function MenuBlock({ menu, level = 2 }: { menu: Menu | undefined; level?: 2 | 3 }) {
  const lang = useLang();
  if (!menu) return null;
  const Heading = `h${level}` as const;
  return (
    <div className={`menu-${menu.location.toLowerCase()}`}>
      {menu.heading && <Heading lang={lang(menu.translation)}>{menu.heading}</Heading>}
      <MenuList items={menu.items} />
    </div>
  );
}
