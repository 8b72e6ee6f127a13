"""Take a label apart into its words."""

from __future__ import annotations

import re
from functools import lru_cache

from functions.ingest.inquiries.inquiry_builder import MAX_TEXT
from functions.ingest.recognition import vocabulary as v
from functions.ingest.recognition.mistyped import mended
from shared.domain.kernel.contact import normalise_text

_CAMEL_CASE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W\d_]+")
# Spellings and whole questions, with the word that they stand for.
_JOINED = (
    (re.compile(r"\bm@il"), "mail"),
    (re.compile(r"^\W*quelle est\b"), "quel est"),
    (re.compile(r"\be[\W_]*mail(s?|adress?e?n?)\b"), "email"),
    (
        re.compile(
            r"\b(?:direct (?:line|dial)|ligne directe|linea direct?ta?|linea directa|linha direta|durchwahl"
            r"|direktwahl)\b"
        ),
        "phone",
    ),
    (re.compile(r"\bwhats[\W_]*app\b"), "whatsapp"),
    # As the French shorten a mobile phone: alone, it may be a harbour too.
    (re.compile(r"\b(?:tel|telephone|phone|num|n|no)[\W_]{1,3}port\b|\bport[\W_]{1,3}tel(?:ephone)?\b"), "phone"),
    (re.compile(r"^\W*(?:quien|who|wer|qui|chi|quem|wie)\W*$"), "name"),
    (re.compile(r"^\W*(?:que dice|que diu|what they say|was sagt|che dice|ce qu.il dit|o que diz)\W*$"), "message"),
    (re.compile(r"\bform[\W_]*fields?\b"), "field"),
    (re.compile(r"\be?[\W_]*mail[\W_]*id$"), "email"),
    (re.compile(r"^l ?name$"), "last name"),
    (re.compile(r"(?<!\w)1[\W_]?(?:er|ero|o|a|º|ª|°|st)(?!\w)"), "primer"),
    (re.compile(r"(?<!\w)2[\W_]?(?:do|o|a|º|ª|°|nd)(?!\w)"), "segundo"),
    (
        re.compile(
            r"^(?:sent|submitted|enviado|envoye|inviato|gesendet|escrito|written|posted) (?:by|por|par|da|von)$"
        ),
        "sender",
    ),
    (
        re.compile(
            r"\b(?:created|updated|modified|changed|edited|closed|handled|added|uploaded|generated|exported|approved"
            r"|managed|published|posted|answered|attended|served|sold|creado|publicado|anunciado|modificado|actualizado|gestionado|atendid[oa]|tramitado"
            r"|captad[oa]|vendid[oa]|cree|modifie|traite|erstellt|bearbeitet|creato|modificato|gestito|criado|gerido)"
            r"[\W_]+(?:by|por|per|par|von|da|pel)\b"
        ),
        "agent",
    ),
    (re.compile(r"\b(?:caller|wa)[\W_]*id\b"), "phone"),
    (re.compile(r"\bcomment[\W_]*author\b"), "sender"),
    (re.compile(r"\b(?:inbox|team|line)[\W_]+(?:phone|number)\b"), "agent phone"),
    (re.compile(r"\b(?:interes\w+|interessiert|intere?ss?[aé]t?\w*) (?:en|in|par|an|am|a|em|per)\b"), "listing"),
    (re.compile(r"\b(?:co|segund[oa]|second)[\W_]+(?:applicant|solicitante|titular|tenant)\b"), "coapplicant"),
    (re.compile(r"^\W*(?:por quien (?:preguntamos|pregunto)|and you are|who should we ask for)\W*$"), "name"),
    (
        re.compile(
            r"\b(?:come (?:si|ti) chiam[ai]|como (?:se|te) (?:llam|cham)[aeo]s?|wie heissen sie|wie heisst du"
            r"|comment vous appelez[- ]vous"
            r"|wie (?:durfen|sollen|konnen|mochten) (?:wir )?sie (?:ansprechen|angesprochen werden|nennen)"
            r"|com (?:es|et) dius?|(?:con|a) quien (?:tengo el (?:gusto|placer)|hablamos|hablo|tenemos|nos dirigimos"
            r"|llamamos)|quien eres"
            r"|quien es usted"
            r"|quien nos escribe"
            r"|who am i (?:texting|chatting|speaking|talking)(?: to| with)?"
            r"|who are (?:you|we (?:talking|speaking)(?: to| with)?)|who is this"
            r"|(?:what|how) (?:should|can|may|do|shall) we (?:call|address) you"
            r"|como (?:debemos|podemos|quieres que te|prefieres que te|te) (?:llamarte|llamamos|llamemos)"
            r"|wer (?:bist du|sind sie)|mit wem sprechen wir|qui etes[ -]vous|qui es[ -]tu"
            r"|a qui avons[ -]nous affaire"
            r"|chi (?:sei|e lei)|con chi (?:parliamo|abbiamo il piacere)|com quem (?:falamos|estamos a falar)"
            r"|quem e voce|qui ets|amb qui parlem)\b"
        ),
        "name",
    ),
    (
        re.compile(
            r"\b(?:additional|further|more|other|weitere|mas|altre|ulteriori|autres|outras|mes)[\W_]+"
            r"(?:info\w*)(?:[\W_]+(?:adicional|complementaires?))?\b|\binform\w+[\W_]+(?:adicional|adicionales"
            r"|complementaires?|aggiuntive)\b"
        ),
        "message",
    ),
)
# Forms of verbs for calling and reaching somebody; what has been done so is told otherwise.
_CALLS = re.compile(
    r"(?!\w*(?:ad[oa]s?|at[oaie]|ed|ees?)$)(?:llam[aeo]|r?i?chiam|r?appel|contact|contatt|telefon[aei]|erreich|joign|joind"
    r"|localiz|ruf|anruf|truc[aou]|lig(?:ar|am|ue))\w{1,9}"
)
SHORTEST_PART = 3  # letters of a word within a longer one: `phonenumber`
_LONGEST = 30  # letters of a word that may consist of several


def words_of_label(label: str) -> tuple[str, ...]:
    """Return the words of a label, without accents, case and numbers; joined words are split."""
    return _words_of(label[:MAX_TEXT])


@lru_cache(maxsize=2_000)
def _words_of(label: str) -> tuple[str, ...]:
    plain = normalise_text(_CAMEL_CASE.sub(" ", label)).replace("_", " ")
    for spelling, word in _JOINED:
        plain = spelling.sub(word, plain)
    return tuple(part for word in _WORD.findall(plain) for part in _parts(word))


def _parts(word: str) -> tuple[str, ...]:
    """Split a word that consists of known ones, such as `handynummer`; another stays whole."""
    if word in v.ALL or len(word) > _LONGEST:
        return (word,)
    if word.endswith("s") and word[:-1] in v.ALL:
        return (word[:-1],)
    if word not in v.FROM and _CALLS.fullmatch(word):
        return ("call",)
    return _split(word) or (mended(word),)


@lru_cache(maxsize=2_000)
def _split(word: str) -> tuple[str, ...]:
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        start, rest = word[:at], word[at:]
        if start in v.ALL:
            others = (rest,) if rest in v.ALL else _split(rest)
            if others:
                return (start, *others)
    return ()
