"""Groups (我的小组): a class, a company, some friends come together, as named people.

Every member has signed up alone and is looked at alone, because a background check is personal. Whoever brings the
group to a shift brings those whom the gates let through; each of them hears of it and can say that they cannot come.
"""

from collections.abc import Mapping

from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column
from bot.fields import Answers, AskAgain, Option, TextField, Ticks
from bot.fields.secret import SecretField
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.guesses import Guesses
from bot.text import Json, Several, Text, _, _n
from bot.volunteering.gates import why_not
from bot.volunteering.profile import Volunteers
from bot.volunteering.shifts import Shift, known_shift, when
from bot.volunteering.signing import sign_up
from bot.volunteering.standing import Standing, my_standing, standing_of
from bot.volunteering.words import mine_button, shifts_button
from storage import audit, teams, volunteers
from storage.teams import Team

GUESSES = Guesses("team codes guessed wrong", most=30)

flow = Flow("teams", _("My group"), section=Volunteers, words=("小组", "我的小组", "团队", "group"))


def mine(turn: Turn) -> Standing:
    """The standing of whoever speaks. Raises Refused for everybody who is no volunteer."""
    who = my_standing(turn)
    if who is None or who.volunteer.state not in volunteers.HERE:
        raise Refused(_("This is for volunteers. You can sign up under “Volunteering”."))
    return who


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """One's groups; the form where a button led to it."""
    if given.keys() & {"new", "join", "bring"}:
        return None
    return list_screen(turn, mine(turn))


def list_screen(turn: Turn, who: Standing, notice: Text | None = None) -> Screen:
    """The groups one is in, with who else is."""
    found = teams.of_volunteer(turn.db, turn.seal, who.volunteer.id)
    leave = [Button(_("Leave: {team}", team=_named(team)), Tap("teams", "leave", team.ref), "quiet") for team in found]
    return Screen(
        title=_("My group"),
        notice=notice,
        text=_("Come together with others: each signs up alone, then you find one another by a code."),
        facts=tuple(fact for team in found for fact in _facts(turn, team)),
        rows=column([
            Button(_("Make a group"), Tap("teams", "new")), Button(_("I have a group's code"), Tap("teams", "join")),
            *leave, shifts_button(), mine_button(),
        ]),
    )  # fmt: skip


def _facts(turn: Turn, team: Team) -> list[tuple[Text, Text]]:
    names = tuple(standing_of(turn, one).volunteer.name for one in teams.members(turn.db, team))
    code = teams.code_of(turn.db, turn.seal, team)
    return [(_named(team), Several(names)), *([(_("Its code"), f"{code[:4]}-{code[4:]}")] if code else [])]


def _named(team: Team) -> Text:
    """Its name, which went with whoever made it and was forgotten."""
    return team.name or _("A group")


@flow.tap("new")
def make(turn: Turn, _tap: Tap) -> Answer:
    """A new one."""
    mine(turn)
    return Open(flow.name, {"new": True})


@flow.tap("join")
def join(turn: Turn, _tap: Tap) -> Answer:
    """Somebody else's."""
    mine(turn)
    return Open(flow.name, {"join": True})


@flow.tap("leave")
def leave(turn: Turn, tap: Tap) -> Answer:
    """No more."""
    who, team = mine(turn), teams.find(turn.db, turn.seal, tap.ref)
    if team is not None:
        teams.leave(turn.db, team, who.volunteer.id)
    return list_screen(turn, who)


@flow.tap("bring")
def bring(turn: Turn, tap: Tap) -> Answer:
    """Together to one shift."""
    mine(turn)
    return Open(flow.name, {"bring": known_shift(turn, tap.ref).ref})


def is_making(_turn: Turn, answers: Answers) -> bool:
    """Whether a group is made."""
    return "new" in answers


def is_joining(_turn: Turn, answers: Answers) -> bool:
    """Whether a code is asked for."""
    return "join" in answers


def is_bringing(_turn: Turn, answers: Answers) -> bool:
    """Whether people are chosen for a shift."""
    return "bring" in answers


def members(turn: Turn, answers: Answers) -> list[Option]:
    """Everybody of one's groups, each with the sentence that says whether they can come."""
    who, shift = mine(turn), known_shift(turn, str(answers.get("bring", "")))
    return [
        Option(one.volunteer.ref, one.volunteer.name, hint=_word(turn, one, shift))
        for one in _everybody(turn, who)
    ]  # fmt: skip


def _word(turn: Turn, one: Standing, shift: Shift) -> Text:
    """Why not is between them and the home: the others read no more than whether."""
    return _("cannot take it yet") if why_not(turn, one, shift) else _("can come")


def _everybody(turn: Turn, who: Standing) -> list[Standing]:
    found = dict.fromkeys(
        one for team in teams.of_volunteer(turn.db, turn.seal, who.volunteer.id) for one in teams.members(turn.db, team)
    )
    return [standing_of(turn, one) for one in found]


def send(turn: Turn, answers: Answers) -> Screen:
    """Made, joined, or signed up together."""
    who = mine(turn)
    if is_making(turn, answers):
        return _made(turn, who, str(answers["name"]))
    return _joined(turn, who, str(answers["code"])) if is_joining(turn, answers) else _brought(turn, who, answers)


def _made(turn: Turn, who: Standing, name: str) -> Screen:
    team, code = teams.make(turn.db, turn.seal, name, who.volunteer.id, turn.now)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="team.made", what=team.ref, why="own wish")
    said = _("It is there. Give the others this code, once they have signed up: {code}", code=f"{code[:4]}-{code[4:]}")
    return list_screen(turn, who, said)


def _joined(turn: Turn, who: Standing, code: str) -> Screen:
    if GUESSES.are_too_many(turn):
        wait = _("Too many codes were tried just now. Please wait ten minutes, or ring {phone}.", phone=turn.home.phone)
        raise AskAgain("code", wait)
    team = teams.by_code(turn.db, turn.seal, code)
    if team is None:
        GUESSES.add(turn)
        raise AskAgain("code", _("There is no group with this code. Please compare it once more."))
    teams.join(turn.db, team, who.volunteer.id, turn.now)
    return list_screen(turn, who, _("You are in: {team}.", team=team.name))


def _brought(turn: Turn, who: Standing, answers: Answers) -> Screen:
    """One after another, because each who comes may open the gate for the next; those who know the house go first."""
    shift = known_shift(turn, str(answers["bring"]))
    chosen = [one for one in _everybody(turn, who) if one.volunteer.ref in answers["who"]]
    chosen.sort(key=lambda one: not (one.knows_the_house or one.may_lead(shift.day)))
    came = [one for one in chosen if _comes(turn, who, standing_of(turn, one.volunteer.id), shift)]
    left_out = tuple(one.volunteer.name for one in chosen if one not in came)
    notice = _n("{number} of you is signed up.", "{number} of you are signed up.", len(came))
    more = (_("Not possible for now: {names}. Each of them reads why in their own list.", names=Several(left_out)),)
    return Screen(
        title=shift.post.name,
        notice=notice,
        text=more if left_out else (),
        facts=((_("When"), when(shift)), (_("Signed up"), Several(tuple(one.volunteer.name for one in came)))),
        rows=column([Button(_("See this shift"), Tap("shifts", "show", shift.ref), "primary"), shifts_button()]),
    )


def _comes(turn: Turn, who: Standing, one: Standing, shift: Shift) -> bool:
    if why_not(turn, one, shift):
        return False
    made = sign_up(turn, one, shift)
    if one.volunteer.id != who.volunteer.id and one.volunteer.person_id is not None:
        turn.tell(one.volunteer.person_id, Screen(
            title=_("Your group comes together"),
            text=_("{name} has signed you up with the group. If it does not suit you, one tap is enough.",
                   name=who.volunteer.name),
            facts=((_("Post"), shift.post.name), (_("When"), when(shift))),
            rows=column([Button(_("See this shift"), Tap("shifts", "show", shift.ref), "primary"),
                         Button(_("I cannot come"), Tap("shifts", "absent", made.booking.ref))]),
        ), purpose=f"shift {made.booking.ref}")  # fmt: skip
    return True


flow.form = AtOnce(
    flow.name,
    flow.title,
    (
        TextField(
            "name", label=_("Name"), question=_("What is your group called?"), when=is_making, most=30, long=False,
        ),
        SecretField(
            "code", kind="code", label=_("Code"), when=is_joining,
            question=_("Please type the group's code: 8 letters and digits."),
        ),
        Ticks(
            "who", label=_("Who comes"), options=members, when=is_bringing, least=1,
            question=_("Who comes along? Only those whom you have asked, please."),
        ),
    ),
    send,
)  # fmt: skip
