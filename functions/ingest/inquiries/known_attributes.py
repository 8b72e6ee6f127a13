"""Recognise known attributes by the names and values that people write in Spanish and English."""

from __future__ import annotations

from collections.abc import Mapping

from functions.ingest.inquiries.inquiry_builder import MAX_TEXT, InquiryBuilder, attribute_name
from functions.ingest.inquiries.prices import price_of

_ALIASES: Mapping[str, tuple[str, ...]] = {
    "listing_id": (
        "referencia", "ref", "reference", "referencia del inmueble", "referencia del anuncio", "referencia anuncio",
        "numero de referencia", "codigo del inmueble", "codigo de inmueble", "codigo del anuncio", "codigo de anuncio",
        "id del anuncio", "id anuncio", "listing id", "listing reference", "listing number", "property id",
        "propertyid", "property ref", "property reference", "property code", "reference number", "ref no", "mls",
        "mls id", "mls number",
        "ref anuncio", "ref inmueble", "ref interna", "numero de anuncio", "cod anuncio", "cod inmueble",
        "codigo", "reference annonce", "reference de l annonce", "ref annonce", "reference du bien", "rif",
        "rif annuncio", "riferimento", "riferimento annuncio", "codice annuncio", "codice immobile",
        "id annuncio", "referencia do imovel", "referencia imovel", "id do anuncio", "codigo do imovel",
        "objektnummer", "objekt id", "objekt nr", "scout id", "immobilien id", "anzeigennummer", "expose nr",
        "expose id", "property no", "listing no", "listing ref", "our reference", "your reference",
        "su referencia", "tu referencia", "mlsid", "referencia catalogo",
        "codi", "ref a interna", "ref a", "ref agencia", "codi immoble", "ihre referenz", "referenz", "online id",
        "tu ref", "your ref", "su ref",
    ),
    "listing_url": (
        "url", "enlace", "enlace al anuncio", "enlace del anuncio", "url del anuncio", "link", "listing url",
        "listing link", "property url", "property link", "ver anuncio", "view listing", "ver inmueble",
        "link annuncio", "lien", "lien de l annonce", "url de l annonce", "link zum objekt", "link do anuncio",
        "ver imovel", "url inmueble", "enlace inmueble", "anuncio url",
    ),
    "place": (
        "zona", "ubicacion", "poblacion", "localidad", "ciudad", "municipio", "barrio", "city", "town", "location",
        "area", "neighborhood", "neighbourhood", "place",
        "ville", "commune", "quartier", "stadt", "ort", "wohnort", "stadtteil", "citta", "comune", "localita",
        "zona di interesse", "quartiere", "cidade", "localidade", "concelho", "freguesia", "bairro", "poblacio",
        "municipi", "ciutat", "zone", "district", "distrito", "provincia", "suburb", "preferred area",
        "zona de interes", "zona preferida",
        "poble", "poblacio",
    ),
    "postcode": ("codigo postal", "cp", "c p", "cod postal", "postal code", "postalcode", "postcode", "zip",
                 "zip code",
        "code postal", "plz", "postleitzahl", "cap", "codice postale", "codi postal", "postal",
        "codigo postal del inmueble", "zipcode",
    ),
    "intent": (
        "operacion", "tipo de operacion", "operation", "transaction", "transaction type", "interesado en", "interes",
        "interested in", "looking to", "intent",
        "tipo operazione", "operazione", "contratto", "votre projet", "projet", "vorhaben", "ich mochte",
        "tipo de negocio", "negocio", "finalidade", "quiero", "que quieres hacer", "busco", "tipo de interes",
        "lead type", "i want to", "purpose", "interest",
    ),
    "property_type": (
        "tipo de inmueble", "tipo inmueble", "tipo de propiedad", "tipo de vivienda", "tipologia", "property type",
        "propertytype", "type of property",
        "type de bien", "tipo immobile", "tipologia immobile", "objektart", "immobilienart", "tipo de imovel",
        "tipo imovel", "tipus d immoble", "tipo", "property kind",
    ),
    "price": ("precio", "precio del inmueble", "precio de venta", "precio de alquiler", "renta", "price", "list price",
              "asking price", "rent",
        "preis", "kaufpreis", "kaltmiete", "miete", "prix", "loyer", "prezzo", "canone", "preco", "valor",
        "preu", "importe", "purchase price", "guide price",
        "preu de venda", "prezzo richiesto", "mietpreis", "prix de vente", "valor do imovel", "precio publicado",
    ),
    "price_max": ("presupuesto", "presupuesto maximo", "precio maximo", "precio hasta", "budget", "max budget",
                  "maximum budget", "max price", "maximum price", "price max",
        "budget max", "budget maximum", "budget maximal", "votre budget", "budget massimo", "orcamento",
        "orcamento maximo", "prix maximum", "prezzo massimo", "maximalpreis", "max preis", "preco maximo",
        "pressupost", "cuanto quieres gastar", "presupuesto aproximado", "presupuesto max", "budget to",
        "price to", "hasta",
    ),
    "price_min": ("presupuesto minimo", "precio minimo", "precio desde", "min price", "minimum price", "price min",
        "budget min", "budget minimum", "prezzo minimo", "prix minimum", "mindestpreis", "preco minimo",
        "presupuesto min", "budget from", "price from", "desde",
    ),
    "language": ("idioma", "language",
        "langue", "lingua", "sprache", "idioma preferido", "preferred language", "idioma de contacto",
    ),
}  # fmt: skip
_KNOWN = {attribute_name(alias): name for name, aliases in _ALIASES.items() for alias in aliases}
# From the person's side: what a portal's advertisement has for sale, the person wants to buy.
_VALUE_ALIASES: Mapping[str, tuple[str, ...]] = {
    "buy": ("compra", "comprar", "venta", "en venta", "compraventa", "buy", "buying", "purchase", "sale", "for sale",
             "compro", "quiero comprar", "comprare", "acquisto", "acquistare", "vendita", "vente", "achat",
             "acheter", "kaufen", "kauf", "verkauf", "comprar casa"),
    "rent": ("alquiler", "alquilar", "en alquiler", "arriendo", "rent", "renting", "rental", "for rent", "lease",
             "to let",
             "louer", "location", "mieten", "miete", "vermietung", "affitto", "affittare", "in affitto", "alugar",
             "aluguer", "arrendamento", "alquilo", "lloguer", "llogar"),
    "sell": ("vender", "vendo", "sell", "selling", "trade in",
             "quiero vender", "vendre", "verkaufen", "vendere", "vender casa", "venda do meu imovel"),
    "let": ("poner en alquiler", "arrendar", "let", "letting",
             "poner alquiler", "alquilar mi piso", "vermieten", "dare in affitto", "mettre en location"),
    "es": ("espanol", "castellano", "spanish", "es"),
    "en": ("ingles", "english", "en"),
}  # fmt: skip
_VALUES = {attribute_name(alias): value for value, aliases in _VALUE_ALIASES.items() for alias in aliases}


def known_attribute(label: str) -> str | None:
    """Return the known attribute with this name or alias, or `price` for a price that is no end of a range."""
    return _KNOWN.get(attribute_name(label))


def is_intent(value: str) -> bool:
    """Return whether a value says what the person wants to do: buy, rent, sell or let."""
    return _VALUES.get(attribute_name(value)) in ("buy", "rent", "sell", "let")


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
