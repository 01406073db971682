"""What gql is answered; it checks documents by the schema that the server tells."""

import json
import sys
from pathlib import Path

from gql import Client, GraphQLRequest, gql
from gql.dsl import DSLQuery, DSLSchema, dsl_gql
from gql.transport.requests import RequestsHTTPTransport

DOCUMENTS = Path(__file__).with_name("programs.graphql").read_text(encoding="utf-8")


def paged(session, name, first, connection):
    """Fetch all pages of a list, one after the other."""
    names, after = [], None
    while True:
        variables = {"locale": "ZH_HANT", "first": first, "after": after, "where": None}
        request = GraphQLRequest(DOCUMENTS, variable_values=variables, operation_name=name)
        page = connection(session.execute(request))
        names += [[node["slug"], node["name"]] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return {"total": page["totalCount"], "names": names}
        after = page["pageInfo"]["endCursor"]


def main(address):
    transport = RequestsHTTPTransport(address)
    with Client(transport=transport, fetch_schema_from_transport=True) as session:
        found = {
            "programs": paged(session, "programs", 20, lambda data: data["programs"]),
            "schoolPrograms": paged(session, "schoolPrograms", 10, lambda data: data["school"]["programs"]),
        }
        counts = gql("query ($locale: Locale) { programs(locale: $locale) { totalCount } }")
        requests = [GraphQLRequest(counts, variable_values={"locale": locale}) for locale in ("EN", "ZH_HANT")]
        found["batch"] = session.execute_batch(requests)
        schema = DSLSchema(session.client.schema)
        seng = schema.Query.school(slug="seng").select(
            schema.School.programs(first=1).select(schema.ProgramConnection.totalCount)
        )
        found["written"] = session.execute(dsl_gql(DSLQuery(seng)))
    print(json.dumps(found))


main(sys.argv[1])
