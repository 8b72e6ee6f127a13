"""Recognise known attributes by the names and values that people write in Spanish and English."""

from __future__ import annotations

from collections.abc import Mapping

from functions.ingest.parsing.inquiry_builder import MAX_TEXT, InquiryBuilder, attribute_name
from functions.ingest.parsing.prices import price_of

_ALIASES: Mapping[str, tuple[str, ...]] = {
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
_KNOWN = {attribute_name(alias): name for name, aliases in _ALIASES.items() for alias in aliases}
# From the person's side: what a portal's advertisement has for sale, the person wants to buy.
_VALUE_ALIASES: Mapping[str, tuple[str, ...]] = {
    "buy": ("compra", "comprar", "venta", "en venta", "compraventa", "buy", "buying", "purchase", "sale", "for sale"),
    "rent": ("alquiler", "alquilar", "en alquiler", "arriendo", "rent", "renting", "rental", "for rent", "lease",
             "to let"),
    "sell": ("vender", "vendo", "sell", "selling", "trade in"),
    "let": ("poner en alquiler", "arrendar", "let", "letting"),
    "es": ("espanol", "castellano", "spanish", "es"),
    "en": ("ingles", "english", "en"),
}  # fmt: skip
_VALUES = {attribute_name(alias): value for value, aliases in _VALUE_ALIASES.items() for alias in aliases}


def known_attribute(label: str) -> str | None:
    """Return the known attribute with this name or alias, or `price` for a price that is no end of a range."""
    return _KNOWN.get(attribute_name(label))


def add_known_attribute(name: str, value: str, builder: InquiryBuilder) -> None:
    """Add a known attribute with its value in standard form: prices as numbers, intents and languages by their codes.

    Keep a value that has no standard form; a price under another name, because conditions need numbers there.
    """
    value = " ".join(value.split())
    if name in ("price", "price_min", "price_max"):
        price = price_of(value)
        if price is None:
            builder.add_attribute(name.replace("price_", "budget_"), value)
        for end in ("price_min", "price_max") if name == "price" else (name,):
            builder.add_attribute(end, price)
    elif name in ("intent", "language"):
        builder.add_attribute(name, _VALUES.get(attribute_name(value), value.lower()[:MAX_TEXT]))
    else:
        builder.add_attribute(name, value)
