"""Known attributes: what people call them in Spanish and English, and what their values mean."""

from __future__ import annotations

from collections.abc import Mapping

from functions.ingest.parsing.inquiry_builder import MAX_TEXT, InquiryBuilder, label_of
from functions.ingest.parsing.prices import price_of

_CALLED: Mapping[str, tuple[str, ...]] = {
    "listing_id": (
        "referencia", "ref", "reference", "referencia del inmueble", "referencia del anuncio", "referencia anuncio",
        "numero de referencia", "codigo del inmueble", "codigo de inmueble", "codigo del anuncio", "codigo de anuncio",
        "id del anuncio", "id anuncio", "listing id", "listing reference", "listing number", "property id",
        "propertyid", "property ref", "property reference", "property code", "reference number", "ref no", "mls",
        "mls id", "mls number",
    ),
    "listing_url": (
        "url", "enlace", "enlace al anuncio", "enlace del anuncio", "url del anuncio", "link", "listing url",
        "listing link", "property url", "property link", "ver anuncio", "view listing", "ver inmueble",
    ),
    "place": (
        "zona", "ubicacion", "poblacion", "localidad", "ciudad", "municipio", "barrio", "city", "town", "location",
        "area", "neighborhood", "neighbourhood", "place",
    ),
    "postcode": ("codigo postal", "cp", "c p", "cod postal", "postal code", "postalcode", "postcode", "zip",
                 "zip code"),
    "intent": (
        "operacion", "tipo de operacion", "operation", "transaction", "transaction type", "interesado en", "interes",
        "interested in", "looking to", "intent",
    ),
    "property_type": (
        "tipo de inmueble", "tipo inmueble", "tipo de propiedad", "tipo de vivienda", "tipologia", "property type",
        "propertytype", "type of property",
    ),
    "price": ("precio", "precio del inmueble", "precio de venta", "precio de alquiler", "renta", "price", "list price",
              "asking price", "rent"),
    "price_max": ("presupuesto", "presupuesto maximo", "precio maximo", "precio hasta", "budget", "max budget",
                  "maximum budget", "max price", "maximum price", "price max"),
    "price_min": ("presupuesto minimo", "precio minimo", "precio desde", "min price", "minimum price", "price min"),
    "language": ("idioma", "language"),
}  # fmt: skip
_KNOWN = {label_of(called): name for name, names in _CALLED.items() for called in names}
# Of a portal's advertisement: what is for sale there, the person who writes wants to buy.
_MEANT: Mapping[str, tuple[str, ...]] = {
    "buy": ("compra", "comprar", "venta", "en venta", "compraventa", "buy", "buying", "purchase", "sale", "for sale"),
    "rent": ("alquiler", "alquilar", "en alquiler", "arriendo", "rent", "renting", "rental", "for rent", "lease",
             "to let"),
    "sell": ("vender", "vendo", "sell", "selling", "trade in"),
    "let": ("poner en alquiler", "arrendar", "let", "letting"),
    "es": ("espanol", "castellano", "spanish", "es"),
    "en": ("ingles", "english", "en"),
}  # fmt: skip
_VALUES = {label_of(said): meant for meant, ways in _MEANT.items() for said in ways}


def known_of(label: str) -> str | None:
    """The known attribute that people call so, or `price` for a price that is no end of a range."""
    return _KNOWN.get(label_of(label))


def tell(name: str, said: str, form: InquiryBuilder) -> None:
    """Take a known attribute as its value is meant: prices as numbers, intents and languages by their words.

    What cannot be meant so stays, under another name where a known one would be of the wrong type.
    """
    said = " ".join(said.split())
    if name in ("price", "price_min", "price_max"):
        price = price_of(said)
        if price is None:
            form.keep(name.replace("price_", "budget_"), said)
        for end in ("price_min", "price_max") if name == "price" else (name,):
            form.keep(end, price)
    elif name in ("intent", "language"):
        form.keep(name, _VALUES.get(label_of(said), said.lower()[:MAX_TEXT]))
    else:
        form.keep(name, said)
