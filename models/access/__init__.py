"""Who may: people, their sessions and tokens, what they are granted, and the journal of what they did.

    Person ─── Session        a browser that signed in
       │  ├─── Token          a program; its grants are no wider than its owner's
       │  └─── Preview        what is not public, shown in the real frontend for a while
       ├────── Role, Grant    what a person may: they only add
       └────── Change         a line of the journal

A `Caller` is who asks in one request; everything that is decided about it is decided by `Grants.permission`.
Nothing here can be used by who reads it: of passwords, sessions, tokens and previews only digests are stored.
"""
