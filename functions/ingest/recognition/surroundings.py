"""Tell by the words around an address in running text whether it is the writer's or somebody else's."""

from __future__ import annotations

import re
from typing import Literal

type Whose = Literal["own", "others", "relative", ""]

_SPAN = 80  # characters before an address that may say whose it is
_SENTENCE = 240  # characters before an address that may name somebody, also on the line above
_AFTER = 32  # characters after it
# Who may be reached at an address that is not the asker's: the office, an agent, a portal's help, an owner.
_OTHERS = re.compile(
    r"(?<![^\W_])(?:fax|agent[e]?s?|agen[tz]ia|agencia|agence|asesor[ae]?s?|assessor\w*|comercial(?:es)?|gestor\w*"
    r"|gerente|oficinas?|office|b[uü]ro|bureau|kantoor|centralita|centrale|recepci[oó]n|reception|rezeption"
    r"|soporte|support|suporte|supporto|atenci[oó]n|atenció|apoio|servicios?|services?|servizio|customer|kundendienst"
    r"|kundenservice|assistenza|hotline|helpline|infoline|ayuda|help|aide|hilfe|ajuda|virtual\w*|dedicad[oa]|dédié"
    r"|tracking|propietari\w*|due[ñn]\w*|caser[oa]|landlord|eigent[uü]mer\w*|vermieter\w*|compañer[oa]s?|colegas?"
    r"|colleagues?|colleghi|collega|coll[eè]gues?|kolleg\w*|administrador\w*|administrator|admin|presidente"
    r"|porter[oíi]\w*|portier\w*|porteir[oa]|zelador\w*|custode|gardien\w*|concierge|hausmeister\w*|caretaker|janitor"
    r"|syndic|conserje|garante?|garantor|aval(?:ista)?|fiador|fianzas|vecin[oa]|neighbou?r|emergenc\w*"
    r"|urgenc\w*|destin\w*|inoltro|llamad[oa] (?:a|al)|marcado|marcaste|called|dialled|desviad[oa]|desv[ií]o"
    r"|cartel|sign"
    r"|betreuer\w*|ansprechpartner\w*|berater\w*|makler\w*|makelaar|conseill[eè]re?|interlocuteur|consulent[ei]"
    r"|consultora?"
    r"|manager|gest[aã]o|angariador\w*|captador\w*|seguro|atendi\w*|en copia|habl[eé] con|spoke (?:to|with)"
    r"|notari[oa]s?|notaires?|notai[oa]|notar|solicitor|lawyer|partita iva|aseguradora|corredor"
    r"|buz[oó]n(?! de voz de\b)|mailbox|voicemail box"
    r"|casella|boîte vocale|sucursal|branch|filiale|succursale|reservas:?|bookings?|broker|realtor"
    r"|anunciante|inserzionista|annonceur|seller|vendedora?|constructora|promotora|developer|abogad[oa]|notar[ií]a"
    r"|partita iva|p\.? ?iva|llámanos|llamanos|cont[aá]ctanos|call us|reach us|write to us|escr[ií]benos"
    r"|appelez-nous|contactez-nous|chiamaci|contattaci|rufen sie uns|ligue-nos|fale connosco|vis[ií]tanos"
    r"|tel[eé]fono gratuito"
    r"|toll[- ]free|freephone|free number|whatsapp business|nuestr[oa]s?|notre|unser\w*|nostr[oi]|nossos?"
    r"|vuestr[oa]s?"
    r"|your (?:number|agent|listing|phone|line)|tu (?:n[uú]mero|anuncio|l[ií]nea|gestor|asesor)"
    r"|su (?:n[uú]mero de anuncio|gestor|asesor)"
    r"|su l[ií]nea|(?:la )?(?:tua|vostra|sua) linea|a (?:sua|tua) linha|ihre leitung"
    r"|votre (?:num[eé]ro|ligne|conseill\w+)|ihr(?:e|em|en)? (?:nummer|ansprech\w*)|il tuo numero|switchboard|standard"
    r"|tienda|store|bank|banco|referr\w*|referid[oa]|recomendad[oa]"
    r"|(?:viene|va) de parte de|vient de la part de|viene da parte di)(?![^\W_])",
    re.IGNORECASE,
)
_HEADS_LINE = re.compile(r"(?<![^\W_])(?:para|to|a|an|à|f|destinatario|recipient)\s*[.:]\s*$", re.IGNORECASE)
_TO_US = re.compile(
    r"^\s*to\s+$|\b(?:von|from|de|del|da|du)\s+[+(]?\d[\d\s()./-]{6,22}\s(?:an|to|a|al|à|au|para)\s+$|\b(?:llamada|trucada|call|appel|chiamata|anruf|chamada)\b\D{0,25}\s(?:en|at|au|auf|na|no|su|al"
    r"|to)\s+$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<![^\W_])(?:ref(?:erencia|erence|er[eê]ncia)?|r[eé]f(?:[eé]rence)?|rif(?:erimento)?|id|iban|cif|nif|dni"
    r"|nie|nipc|siret|ust-?id|vat|cups"
    r"|exp(?:ediente)?|pedido|order|ticket|factura|invoice|col(?:egiado)?|c[oó]digo|code|codice|cod|catastral"
    r"|cuenta|account|pin|objekt\w*|ip|isbn|lic(?:encia)?"
    r"|cp|plz|cap|zip|postal|rev|version|bookingid|reserva|reservation|confirmation|confirmaci[oó]n|conferma"
    r"|confirma[cç][aã]o|bestätigung\w*|listing|inmueble|anuncio|registro)"
    r"\s*[.:#nº°]{0,4}\s*(?:n[.º°o]*\s*)?$",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?<![^\W_])(?:mi|mis|my|mein|meine|meiner|meinem|mon|ma|mio|mia|meu|minha|meva|meus|nire|mijn|min"
    r"|moj)\s+(?!cuñad|muj|marid|herman|hij|madre|padre|novi|pareja|amig|husband|wife|partner|son\b|daughter"
    r"|mother|father|brother|sister|friend|frau|mann|mari|femme|fils|fille|moglie|marito|mulher|marido|assist"
    r"|secret|agent|compañ|coll)"
    r"(?:[\w./-]+\s+){0,3}[^\W\d]*\W{0,8}(?:(?:es|is|ist|est|è|é)(?:\s+(?:el|il|le|o))?\s*:?\s*)?$"
    r"|(?:ll[aá]m[ae]\w*|call me|ring me|text me|reach me|contact me|cont[aá]ct\w*|rappelez-moi|appelez-moi"
    r"|chiamatemi|me chame|ligue-me|truqueu-me|rufen sie mich|erreichen sie mich|moi)"
    r"[^\d\n]{0,30}$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?<![^\W_])(?:cuñad[oa]s?|herman[oa]s?|hij[oa]s?|madre|padre|amig[oa]|son|daughter|mother|father|brother|sister"
    r"|friend|sohn|tochter|fils|fille|m[eè]re|p[eè]re|figli[oa]|fratello|sorella|filh[oa]|irm[aã]o?|assistant"
    r"|secretari[oa]|su tel[eé]fono|el suyo|la suya|le sien|il suo|hers|his(?: number| phone)?|theirs)(?![^\W_])",
    re.IGNORECASE,
)
# Words that say whose somebody is: without them, those of whom people live with are titles, as in `Frau Weber`.
_BELONGING = (
    r"(?<![^\W_])(?:mis?|sus?|nuestr[oa]s?|my|his|her|our|m[ao]n?|son|sa|notre|meine?[rmns]?|seine?[rmns]?|ihre?[rmns]?"
    r"|unsere?[rmns]?|mi[ao]|su[ao]|minhas?|meus?|seu|meva|mijn|zijn|haar)[ \t]+(?:ex[- ])?"
)
_LIVES_WITH = (
    r"(?:marid[oa]?|mujer|espos[oa]|pareja|novi[oa]|husband|wife|partner|boyfriend|girlfriend|spouse|mari|femme"
    r"|[ée]poux|[ée]pouse|conjointe?|copine?|compagn\w+|mann|frau|ehefrau|ehemann|partnerin|lebensgef\w+|freund(?:in)?"
    r"|moglie|marito|fidanzat[oa]|mulher|namorad[oa]|companheir[oa]|dona|home|marit|parella|man|vrouw)(?![^\W_])"
)
# Whom somebody speaks for, or who is of their family.
_KIN = (
    r"(?:suegr[oa]|t[ií][oa]|prim[oa]|niet[oa]|abuel[oa]|padres|hijos|parents?|mum|mom|dad|uncle|aunt|cousin|eltern"
    r"|mutter|vater|schwester|bruder|s[oœ]e?ur|fr[eè]re|sorella|genitori|pai|m[aã]e|pais|filla?|germ[aà]n?a?|mare|pare"
    r"|clienta?|clientes|cliente|kund(?:e|in|en)|mandant(?:e|in)?|acheteu\w+|buyer|inquilin[oa])(?![^\W_])"
)
# Somebody of whom the writer tells.
_SOMEBODYS = re.compile(
    rf"{_BELONGING}(?:{_KIN}|{_LIVES_WITH}|(?:cuñad|herman|hij|amig|vecin|compañer)[oa]s?(?![^\W_])|(?:madre|padre)(?![^\W_]))",
    re.IGNORECASE,
)
# Both may be called at the number of whom somebody lives with, unless it is another's by name, or only the second best.
_ONLY_IF = (
    r"(?:si no|por si|if i|if you can|falls|wenn ich|se non|si je|caso n[ãa]o|se n[ãa]o|si de cas|en caso|in case"
    r"|au cas|nel caso|emergenc\w*|otherwise|sonst|sinon)(?![^\W_])"
)
_CLOSE = re.compile(
    rf"(?i:{_BELONGING}{_KIN})|(?i:{_BELONGING}{_LIVES_WITH})[,(]?[ \t]+[A-ZÀ-Þ][^\W\d_]+"
    rf"|(?i:(?<![^\W_]){_ONLY_IF}[^\n]*{_BELONGING}{_LIVES_WITH})"
)
_ADDITION = re.compile(r"\s*(?:[(\[]\s*([^()\[\]\d\n]{2,30})[)\]]|[–—-]\s*([^()\d\n]{2,30})$)")
_CLAUSE = re.compile(
    r"(?<=[^\W\d_][^\W\d_][^\W\d_][^\W\d_][^\W\d_])\.\s+"
    r"|(?<=[a-zà-ÿ])(?<![Ss]r)(?<![Ss]ra)(?<![Dd]ra)(?<![Dd]r)(?<!Mr)(?<!Mrs)(?<!ña)(?<!el)(?<!lf)(?<!ig)(?<!me)(?<!tra)\.\s+(?=[¿¡]?[A-ZÀ-Þ])"
    r"|[!?;]\s+|\)\s+(?=[^\W\d_])|\d{3}(?=\D{3})|\s[|•]\s"
    r"|\d[ )]*(?:·|[–—/-]\s|[,]\s(?=[^\W\d_]))\s*"
)
_FAX = re.compile(r"(?:(?<![^\W_])(?:tele)?fax|(?<![^\W_])f)\s?[.:]?\s*(?:\(?\+?\d{0,3}\)?\s*)?$", re.IGNORECASE)
_AT_WORK = re.compile(
    r"(?<![^\W_])(?:au|al|in|at (?:the|my)|mi|my|en (?:la|mi)|im|mon|del|in der)\s+(?:bureau|oficina|office"
    r"|ufficio|b[uü]ro|trabajo|despacho)",
    re.IGNORECASE,
)
_HERS = re.compile(
    r"(?<![^\W_])(?:a ella|a él|(?:to|call) (?:her|him)|el suyo|la suya|hers)\W[^\d\n]{0,12}$",
    re.IGNORECASE,
)
# Somebody who is to be told: `le` means the reader too, unless somebody is named before it.
_TOLD = re.compile(
    r"(?<![^\W_])(?:(?:tell|warn|ask|ring|text|let|contact) (?:him|her)"
    r"|(?:hay que|habr[ií]a que|tienen? que|deb(?:en?|er[ií]an?)|pueden?|podr[ií]an?|conviene|mejor)\s+"
    r"(?P<le>(?:avis|llam|localiz)arle))(?![^\W_])(?=[^\d\n]{0,40}$)",
    re.IGNORECASE,
)
_DIRECTLY = re.compile(
    r"\b(?:directamente|directly|direkt|directement|direttamente|diretamente|directament"
    r"|rechtstreeks|(?:contact\w*|ponerse en contacto|ponga\w* en contacto|habl\w*) con (?:[eé]l|ella|ellos)"
    r"|(?:contact|reach|call) (?:him|her|them)|contact\w*(?:-l[ea]|l[oa])"
    r"|(?:kontaktieren|erreichen) sie (?:ihn|sie))\b",
    re.IGNORECASE,
)


def whose(text: str, start: int, end: int) -> Whose:
    """Return whose an address at this place is: the writer's own, somebody else's, a relative's, or unsaid."""
    before, after = _around(text, start, end)
    clause = _CLAUSE.split(before)[-1]
    if _FAX.search(before):
        return "others"
    clause = _AT_WORK.sub(" ", clause)
    added = _ADDITION.match(after)
    addition = (added[1] or added[2]) if added else ""
    if _CODE.search(clause) or _HEADS_LINE.search(clause) or _TO_US.search(before):
        return "others"
    if _HERS.search(clause) or _is_to_be_told(clause, text[max(0, start - _SENTENCE) : start]):
        return "relative"
    if _OTHERS.search(clause) or _OTHERS.search(addition):
        return "own" if _OWN.search(clause) else "others"
    own = _OWN.search(clause)
    if _CLOSE.search(addition) or any(not own or own.start() < one.end() for one in _CLOSE.finditer(clause)):
        return "relative"
    if own:
        return "own"
    if _RELATIVE.search(clause) or _RELATIVE.search(addition):
        return "relative"
    return ""


def _is_to_be_told(clause: str, before: str) -> bool:
    """Return whether the writer wants somebody else told, and says nothing of their own address after that."""
    told = _TOLD.search(clause)
    if not told or _OWN.search(clause, told.end()):
        return False
    sentence = _CLAUSE.split(before.rpartition("\n\n")[2].replace("\n", " "))[-1]
    return not told["le"] or bool(_SOMEBODYS.search(sentence))


def is_fax(text: str, number: str) -> bool:
    """Return whether a number in a text is a fax's."""
    return bool(_FAX.search(text[: max(0, text.find(number))]))


def directly(text: str) -> int:
    """Return where a text asks to get in touch with somebody directly; -1 if it does not."""
    found = _DIRECTLY.search(text)
    return found.start() if found else -1


def speaks_of_others(text: str) -> bool:
    """Return whether a few words name the office, an agent, a portal's help, or an owner."""
    return bool(_OTHERS.search(text))


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before an address and after it, on its line; the line above where nothing stands before."""
    begins = text.rfind("\n", 0, start) + 1
    before = text[max(begins, start - _SPAN) : start]
    if not before.strip(" (+-•*") and begins:
        above = text[:begins].rstrip("\n").rpartition("\n")[2]
        before = above if above.rstrip().endswith(":") and len(above) <= _SPAN else before
    ends = text.find("\n", end)
    return before, text[end : min(ends if ends >= 0 else len(text), end + _AFTER)]
