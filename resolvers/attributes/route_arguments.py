"""The arguments of a route, read: what the path that they give may be of, and what it is looked up by."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.addresses.canonical import written
from models.addresses.requests import Request, parse_request
from models.language_slugs import in_path, slugs_field
from models.translations import DEFAULT_LOCALE, Locale
from resolvers.attributes.route_answers import given_text
from resolvers.compiler.parameters import ListParameter, Parameter
from resolvers.context.circumstances import SiteOptions
from resolvers.context.read_context import ReadContext

GIVEN = ("given", "slug", "tree", "site", "path", "locale")
"""What is bound for a route, beside the slugs above the last one."""


class RouteVariant(NamedTuple):
    """What of a path decides the SQL: the types that it may be of, in their order, and how many slugs it has.

    One of several sites may be meant. The language is that of the path, where a type has slugs of its languages. In a
    tree, a path *is below* others or not.
    """

    types: tuple[str, ...]
    names_site: bool
    locale: Locale
    is_below: bool


@dataclass(frozen=True, eq=False)
class RouteArguments:
    """The arguments of a route, read: the types that the path may be of, the text of the request, and the slugs."""

    given: Parameter
    slug: Parameter
    tree: Parameter
    site: Parameter
    path: Parameter
    locale: Parameter
    above: ListParameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return what decides the SQL, nothing where the path leads nowhere, and what is bound."""
        site = context.site
        request = request_of(context.arguments, site)
        if request is None:
            return None, dict.fromkeys((self.given, self.slug, self.tree, self.site, self.path, self.locale), "") | {
                self.above: []
            }
        matches, segments, path = request.matches, request.segments, written(request.segments)
        trees = [each for each in matches if each.pattern.is_tree]
        locale = request.locale if any(slugs_field(each.model) for each in matches) else DEFAULT_LOCALE
        above = list(map(in_path, segments[:-1])) if trees else []
        types = tuple([each.model.__name__ for each in matches])
        return RouteVariant(types, bool(site.slug), locale, is_below=bool(above)), {
            self.given: given_text(request, path),
            self.slug: "".join([each.slug for each in matches if not each.pattern.is_tree]),
            self.tree: "".join([each.slug for each in trees]),
            self.site: site.slug,
            self.path: path,
            self.locale: request.locale,
            self.above: above,
        }


def request_of(arguments: Mapping[str, Any], site: SiteOptions) -> Request | None:
    """Parse the path that arguments give."""
    return parse_request(site.addresses, arguments["path"], arguments.get("host") or "", arguments.get("locale"))
