"""Sheets: plain pages to print, to hang at the door, or for anybody to look at."""


def sheet(language: str, title: str, body: str, *, look: str = "", head: str = "") -> str:
    """The whole page around `body`. All that is given is HTML already.

    It reads as well where its style sheet does not reach, as when somebody sends the file on.
    """
    return (
        f'<!doctype html><html lang="{language}"><meta charset=utf-8><meta name=viewport content="width=device-width">'
        f'{head}<title>{title}</title><link rel=stylesheet href="/assets/sheet.css">'
        f'<link rel=icon href="/assets/pictures/favicon.svg" type="image/svg+xml">'
        f'<main class="{look}">{body}</main></html>'
    )
