"""How a selection gets its data: planned once, and written as one SQL statement that gives its JSON.

    context/      what every room knows: the read context, object types, errors of clients
    compiler/     from an operation to its statement and back to the bytes of its answer
    where/        conditions and orders
    search/       what is typed, how it is found, and how well an entry answers it
    access/       what needs a right: what is to come, drafts, the conditions of grants
    connections/  pages of entries
    attributes/   what fields read: columns, texts, components, links, entries by key, ...
    statistics/   connections as wholes: entries in groups, and how many there were over time

Each room imports only those above it. None knows a content type by name. The modules that register how an
attribute is read are imported here, and nowhere else for that.
"""

import resolvers.access.visibility
import resolvers.attributes.any_link_conditions
import resolvers.attributes.any_links
import resolvers.attributes.block_key
import resolvers.attributes.columns
import resolvers.attributes.components
import resolvers.attributes.computed
import resolvers.attributes.entries_by_keys
import resolvers.attributes.entry_by_key
import resolvers.attributes.entry_by_slug
import resolvers.attributes.grouped
import resolvers.attributes.ids
import resolvers.attributes.languages
import resolvers.attributes.link_addresses
import resolvers.attributes.links
import resolvers.attributes.listed
import resolvers.attributes.live_until
import resolvers.attributes.namespace
import resolvers.attributes.nodes
import resolvers.attributes.open_span
import resolvers.attributes.rich_texts
import resolvers.attributes.texts
import resolvers.attributes.upcoming
import resolvers.compiler.postgresql
import resolvers.compiler.sqlite
import resolvers.connections.connection_json
import resolvers.connections.search_json
import resolvers.search.conditions
import resolvers.statistics.groups
import resolvers.statistics.history
import resolvers.where.comparisons
import resolvers.where.links
import resolvers.where.spans
