"""What the client that ariadne-codegen generates is answered; mypy checks this module by the types in it."""

import asyncio
import json
import sys

from ariadne_client import Client, Locale, ProgramFilter, StudyLevel, StudyLevelFilter

Found = dict[str, object]

UNDERGRADUATE = ProgramFilter(name=None, level=StudyLevelFilter(eq=StudyLevel.UNDERGRADUATE))
"""A condition with a null in it, which clients that know no other way to leave one out send."""


async def programs(client: Client, where: ProgramFilter | None = None) -> Found:
    """Fetch all pages of all programs, one after the other."""
    names: list[tuple[str, str | None]] = []
    after: str | None = None
    while True:
        page = (await client.programs(locale=Locale.ZH_HANT, first=20, after=after, where=where)).programs
        assert page is not None
        names += [(node.slug, node.name) for node in page.nodes]
        after = page.page_info.end_cursor
        if not page.page_info.has_next_page:
            return {"total": page.total_count, "names": names}


async def school_programs(client: Client) -> Found:
    """Fetch all pages of the programs of a school, one after the other."""
    names: list[tuple[str, str | None]] = []
    after: str | None = None
    while True:
        school = (await client.school_programs(locale=Locale.ZH_HANT, first=10, after=after)).school
        assert school is not None
        page = school.programs
        names += [(node.slug, node.name) for node in page.nodes]
        after = page.page_info.end_cursor
        if not page.page_info.has_next_page:
            return {"total": page.total_count, "names": names}


async def main(address: str) -> None:
    async with Client(address) as client:
        found = {
            "programs": await programs(client),
            "schoolPrograms": await school_programs(client),
            "undergraduate": await programs(client, UNDERGRADUATE),
        }
    print(json.dumps(found))


asyncio.run(main(sys.argv[1]))
