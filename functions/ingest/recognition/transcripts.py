"""Read what was said in a chat, turn by turn: who asks is not who answers, and an answer belongs to its question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.ingest.inquiries.inquiry_builder import Field
from functions.ingest.inquiries.names import PARTICLES
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.introductions import introduced
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.own_words import described_self
from functions.ingest.recognition.sorting import NAMES, fits
from functions.ingest.recognition.values import emails_in, looks_like_full_name, name_in, phones_in
from functions.ingest.recognition.vocabulary import SENTENCE
from shared.domain.kernel.contact import words_of

MAX_TURNS = 400
_LEAST_TURNS = 2
_MOST_SPEAKERS = 3
_MOST_WORDS = 5  # of a name
_WHO = r"(?P<who>[^\W\d_][^\n:\[\](){}]{0,40}?)"
_WHEN = r"\d{1,4}[^\]\n:A-Za-z]{0,14}[\d:.,\s]{0,14}(?:[ap]\.?\s?m\.?)?"
_TURNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\W{{0,3}}[\[(]{_WHEN}[\])]\s*[-–]?\s*[~\W]{{0,3}}{_WHO}\s*:\s*(?P<said>.*)",
        rf"\W{{0,3}}\d{{1,4}}[/.:-]\d[\d/.:,\s-]{{2,22}}(?:[ap]\.?\s?m\.?)?\s*[-–]\s*[~\W]{{0,3}}{_WHO}\s*:\s*(?P<said>.*)",
        rf"{_WHO}\s*[\[(]{_WHEN}[\])]\s*:\s*(?P<said>.*)",
        r"\[(?P<who>[^\W\d_][^\n\[\]]{0,30})\]\s*:?\s*(?P<said>.*)",
        rf"{_WHO}\s?:\s+(?P<said>.*)",
    )
)
_OURS = word_set(
    "bot agent agente agentes asistente assistant assistente operator operador operadora operatore asesor asesora",
    "system sistema ai ia chatbot robot soporte support staff admin team equipo moderator consultant comercial",
    "inmobiliaria agencia agency oficina office homes properties realty immobilien immobiliare chat conseiller",
    "operateur berater mitarbeiter atendente maschine you tu me yo advisor host outbound out business page",
)
_THEIRS = word_set(
    "visitor visitante visiteur visitatore besucher user usuario usuaria utente utilisateur utilizador benutzer guest",
    "invitado client cliente clienta customer kunde lead contact contacto prospect interesado inbound in human"
    " bezoeker",
)
_ROLES = (
    "role",
    "who",
    "sender",
    "author",
    "from",
    "type",
    "direction",
    "dir",
    "speaker",
    "sender_type",
    "sendertype",
    "side",
)
_SAID = ("text", "content", "message", "body", "msg", "said")
_WITH = re.compile(r"^\W*(?:con|with|mit|avec|com|amb)\s+", re.IGNORECASE)  # "¿Con quién hablo?"
_QUESTION = re.compile(r"[^.!?¿\n]*\?")


@dataclass(frozen=True, slots=True)
class Transcript:
    """What the asker said in a chat.

    Attributes:
        answers: the questions that were asked, with what was answered.
        said: all that the asker said, but for answers that are an address or a name and no more.
        own: all that the asker said.
        speaker: the name that the chat calls the asker by; empty where it is none.
        whole: what everybody said.
    """

    answers: tuple[tuple[str, str], ...]
    said: str
    own: str
    speaker: str
    whole: str = ""

    def fields(self) -> list[tuple[Field, str]]:
        """Return labelled fields: of the person, by what was asked and what they say of themselves; and the message."""
        found: list[tuple[Field, str]] = []
        has: set[Field] = set()
        for question, answer in self.answers:
            for name in read_label((question,)).fields:
                kind = _kind(name)
                value = introduced(answer) or name_in(_WITH.sub("", answer)) if name in NAMES else answer
                if kind in has or kind == "message" or not fits(name, value):
                    continue
                if kind == "full_name" and not _may_be_name(_WITH.sub("", answer)):
                    continue
                found.append((kind, value.strip(" ,.;!")))
                has.add(kind)
        own = described_self(self.own)
        beside = next((one for one in map(_beside_address, self.own.splitlines()) if one), "")
        said = own.name or beside or self.speaker
        found += [("full_name", said)] if said and "full_name" not in has else []
        found += [("email", one) for one in own.emails[:1] if "email" not in has]
        found += [("phone", one) for one in own.phones if "phone" not in has]
        return [*found, ("message", self.said)] if self.said else found


def read_transcript(text: str) -> Transcript | None:
    """Return what the asker said in a text that is a chat's transcript; None for any other text."""
    turns: list[tuple[str, str]] = []
    times = 0
    for line in text.splitlines()[: MAX_TURNS * 2]:
        found = next(((at, one) for at, pattern in enumerate(_TURNS) if (one := pattern.fullmatch(line.strip()))), None)
        if found:
            turns.append((found[1]["who"].strip(" ~"), found[1]["said"].strip()))
            times += found[0] < len(_TURNS) - 1
        elif turns and line.strip() and not line.startswith(("link:", "http")) and times:
            turns[-1] = (turns[-1][0], f"{turns[-1][1]}\n{line.strip()}")
    return _of_turns(turns[:MAX_TURNS], timed=times >= _LEAST_TURNS)


def transcript_of(turns: Sequence[object]) -> Transcript | None:
    """Return what the asker said in a list of turns, as chat programs send them; None for any other list."""
    found = []
    for one in turns[:MAX_TURNS]:
        if not isinstance(one, Mapping):
            return None
        plain = {str(name).lower(): value for name, value in one.items()}
        role = next((value for name in _ROLES if isinstance(value := plain.get(name), str) and value), "")
        said = next((value for name in _SAID if isinstance(value := plain.get(name), str)), None)
        if said is None or not role:
            return None
        found.append((role, said))
    known = any(_side(role) for role, _ in found)
    return _of_turns(found, timed=False, certain=True) if known else None


def _of_turns(turns: Sequence[tuple[str, str]], *, timed: bool, certain: bool = False) -> Transcript | None:
    """Return what the asker said in turns; None if this is rather a list of labels.

    Args:
        turns: who speaks, and what they say.
        timed: each turn has its time.
        certain: these are turns for certain.
    """
    if len(turns) < _LEAST_TURNS:
        return None
    speakers = Counter(who for who, _ in turns)
    sides = {who: _side(who) for who in speakers}
    if not timed and not ("ours" in sides.values() and (len(speakers) == 2 or "theirs" in sides.values())):
        return None
    asker = next((who for who in speakers if sides[who] == "theirs"), "") or next(
        (who for who in speakers if sides[who] != "ours"), ""
    )
    few = timed or 1 < len(speakers) <= _MOST_SPEAKERS  # more of them are labels
    if not asker or not (certain or (few and max(speakers.values()) >= _LEAST_TURNS)):
        return None
    answers, own, asked = [], [], ""
    for who, said in turns:
        if who != asker:
            questions = _QUESTION.findall(said)
            asked = questions[-1].strip(" ?") if questions else said
            continue
        own.append(said)
        if asked:
            answers.append((asked, said))
    speaker = name_in(asker)
    named = looks_like_full_name(speaker) or (timed and speaker.isalpha() and speaker[0].isupper())
    spoken = [one for one in own if not _is_address(one) and (one not in [a for q, a in answers if _asks_name(q)])]
    return Transcript(
        tuple(answers),
        "\n".join(spoken),
        "\n".join(own),
        speaker if named and not _side(asker) else "",
        "\n".join(f"{who}: {said}" for who, said in turns),
    )


def _side(who: str) -> str:
    """Return whose side a speaker is on, as far as what they are called says so."""
    words = set(words_of_label(who))
    return "ours" if words & _OURS else "theirs" if words & _THEIRS else ""


def _is_address(text: str) -> bool:
    return bool(emails_in(text)[:1] == [text.strip()] or (phones_in(text) and not any(map(str.isalpha, text))))


def _kind(name: Field) -> Field:
    return "full_name" if name in NAMES else name


def _may_be_name(answer: str) -> bool:
    """Return whether an answer to the question for a name may be one, and no sentence."""
    words = words_of(name_in(answer))
    return 0 < len(words) <= _MOST_WORDS and not {*words} & (SENTENCE - PARTICLES) and not emails_in(answer)


def _asks_name(question: str) -> bool:
    return bool(set(read_label((question,)).fields) & {*NAMES})


def _beside_address(line: str) -> str:
    """Return the name that stands beside an address on a line: `Ana Gil, 615 00 00 01`."""
    if not (emails_in(line) or phones_in(line)):
        return ""
    first = name_in(line.partition(",")[0])
    return first if looks_like_full_name(first) else ""
