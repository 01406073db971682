"""Keys: who asks for an act again by the same key is given the first answer, also after a crash.

The key is taken first, and answered in the same transaction: an act that fails leaves none. On PostgreSQL, who takes a
key that another transaction has taken waits for its end; on SQLite one transaction writes at a time.
"""

from collections.abc import Callable
from typing import Any

import orjson

from models.editing import acting
from models.editing.tables import AnsweredKey
from models.problems import expect
from models.reasons import reason
from models.values import checked_text

LASTS = 24 * 3_600 * 1_000_000
"""Microseconds for which a key is remembered: a day."""

LONGEST = 200
"""Characters of a key."""

Answer = dict[str, Any]


def answered(actor: str, act: str, key: str, digest: str, do: Callable[[], Answer]) -> tuple[Answer, bool]:
    """Return what an act has answered to a key, and whether it had been asked before; else do it.

    *actor* and *act* say whose key it is, and of what; *digest* tells inputs apart. Raise `ContentRefused` for a key
    that was used for another input.
    """
    expect(0 < len(key) <= LONGEST, "key", reason("has 1 to {most} characters", most=LONGEST))
    checked_text(key, "key", LONGEST)
    with acting.acting():
        AnsweredKey.delete().where(AnsweredKey.at < acting.now() - LASTS).execute()
        row = {"actor": actor, "act": act, "key": key, "digest": digest, "at": acting.now()}
        taken = AnsweredKey.insert(row).on_conflict_ignore().execute()
        of_key = (AnsweredKey.actor == actor) & (AnsweredKey.act == act) & (AnsweredKey.key == key)
        stored = AnsweredKey.get(of_key)
        if stored.answer is not None:
            expect(stored.digest == digest, "key", reason("was used for another input"), "KEY_REUSED")
            return orjson.loads(stored.answer), True
        del taken
        answer = do()
        AnsweredKey.update(answer=orjson.dumps(answer).decode()).where(of_key).execute()
        return answer, False
