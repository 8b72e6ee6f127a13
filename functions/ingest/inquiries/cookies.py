"""Tell choices of cookies, which a website may store in a browser, from consents to be written to."""

from __future__ import annotations

import re

from functions.ingest.inquiries.word_set import word_set

_MARKETING = word_set(
    "marketing advertising advertisement ads ad targeting publicidad publicitaria publicitarias publicitarios",
    "werbung publicite publicitaires pubblicita publicidade",
)
# What banners call kinds of cookies beside `marketing`.
_KINDS = word_set(
    "necessary essential functional functionality analytics analytical statistics statistical performance",
    "preference preferences personalization personalisation unclassified targeting ads ad advertising social media",
    "necesaria necesario necesarias necesarios esencial esenciales funcional funcionales analitica analiticas",
    "estadistica estadisticas rendimiento tecnica tecnicas preferencia preferencias personalizacion",
    "notwendig notwendige essenziell funktional statistik statistiken praferenzen",
    "necessaire necessaires fonctionnel fonctionnels statistiques necessari necessario necessarios",
    "funzionali statistiche estatisticas funcionais preferenze preferencies",
)
_NEUTRAL = word_set(
    "strictly strict storage user data consent consents consented consentimiento gdpr rgpd category categories",
    "allow allowed accept accepted granted opt in estrictamente",
)
_COOKIES = re.compile(r"\b(?:cookie\w*|galletas|kekse)\b")
# Programs that show such a banner; those whose names begin with `cookie` need not be here.
_PROGRAMS = re.compile(
    r"\b(?:one ?trust|user ?centrics|didomi|iubenda|complianz|borlabs|klaro|quantcast|trust ?arc|osano|termly)\b"
)
_NOTICE = re.compile(
    r"\b(?:(?:politica|aviso|declaracion|informacion|politique|informativa|declaration) (?:de|sobre|sur|sui)"
    r"(?: las| les| los| l uso dei)? cookies?|cookies? (?:policy|notice|statement|richtlinie|hinweis))\b"
)
_OF_MARKETING = re.compile(
    rf"\bcookies? (?:(?:de|for|of|para|per|pour|zu) )?(?:{'|'.join(sorted(_MARKETING))})\b"
    rf"|\b(?:{'|'.join(sorted(_MARKETING))}) cookies?\b"
)
_SHORT = 4  # words of a label that names cookies, and asks for nothing else


def names_cookies(words: str) -> bool:
    """Return whether the words of a text speak of cookies, other than by referring to the notice about them."""
    return bool(_COOKIES.search(_NOTICE.sub(" ", words)))


def asks_for_cookies(words: str) -> bool:
    """Return whether cookies are what a question asks for."""
    return names_cookies(words) and (len(words.split()) <= _SHORT or bool(_OF_MARKETING.search(words)))


def is_banner(words: str) -> bool:
    """Return whether a container is called after cookies, or after a program that asks for them."""
    return names_cookies(words) or bool(_PROGRAMS.search(words))


def is_other_kind(words: str) -> bool:
    """Return whether a label is that of cookies for something else than marketing, and nothing more: `necessary`."""
    named = {*words.split()} - _NEUTRAL
    return bool(named & _KINDS) and named <= _KINDS


def is_marketing_kind(words: str) -> bool:
    """Return whether a label may be that of cookies for marketing, and of no sentence: `consent_marketing`."""
    named = {*words.split()} - _NEUTRAL
    return bool(named) and named <= _MARKETING
