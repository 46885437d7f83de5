"""Everything as a file: gathered beside the turns, for whoever asked for it, and kept for a day."""

import json

from bot.chat import Button, File, Refused, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.text import Json, _
from handlers.privacy.everything import everything
from storage import jobs
from storage.jobs import Job


def hang(flow: Flow) -> None:
    """Let a flow see to it."""

    @flow.tap("file")
    def ask_for_file(turn: Turn, _tap: Tap) -> Answer:
        """Everything as a file: gathered beside the turns, because a year of bookings is a lot to open."""
        jobs.add(turn.db, turn.seal, kind="privacy.gather", address_id=turn.address.id, payload={}, now=turn.now)
        return Screen(text=_("We are gathering it. One moment, please."))

    @flow.job("gather")
    def gather(turn: Turn, _payload: Json) -> Json:
        """Everything that is kept of this person."""
        return everything(turn)

    @flow.job_ended("gather")
    def gathered(turn: Turn, job: Job) -> Answer:
        """The file is ready, for a day."""
        back = column([Button(_("Back"), Tap("privacy", "mine"), "quiet")])
        if turn.result is None:
            sorry = _("We could not gather it just now. Please try again, or ring {phone}.", phone=turn.home.phone)
            return Screen(text=sorry, rows=back)
        return Screen(
            text=_("Here it is. Everybody who opens the file can read it, so keep it well. We keep it for a day."),
            files=(File("privacy", job.ref, "my-data.json", _("Take it along as a file")),),
            rows=back,
        )

    @flow.file
    def my_file(turn: Turn, ref: str) -> tuple[bytes, str]:
        """The gathered file, for the address that asked for it."""
        kept = jobs.result_of(turn.db, turn.seal, ref, turn.address.id)
        if kept is None:
            raise Refused(_("There is no such file."))
        return json.dumps(kept, ensure_ascii=False, indent=2).encode(), "application/json"
