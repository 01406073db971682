// The foot of every page.
import { useLang } from "../reading";
import { MenuBlock, type Site, menuOf } from "./menus";

export function Footer({ page }: { page: Site }) {
  const lang = useLang();
  const { site } = page;
  return (
    <footer className="site-footer">
      <div className="wide">
        <MenuBlock menu={menuOf(page, "SOCIAL")} />
        <MenuBlock menu={menuOf(page, "LEGAL")} />
        {site && <p lang={lang(site.translation, "copyright")}>{site.copyright}</p>}
      </div>
    </footer>
  );
}
