"""The web chat: one page, events up by POST, screens down by Server-Sent Events."""
