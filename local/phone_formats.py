"""How each country writes phone numbers, from the `phonenumbers` library, for the console.

`python -m local.phone_formats` writes two files: what the console groups digits by, and numbers of each country as the
library writes them, by which the console's own test is held to the library.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from local.places import ROOT

FORMATS = ROOT / "console" / "src" / "lib" / "phoneFormats.json"
EXAMPLES = ROOT / "console" / "tests" / "lib" / "phoneExamples.json"
WRITTEN_NATIONALLY_ONLY = "NA"


def formats() -> dict[str, list[list[str]]]:
    """Return by calling code, such as `34`, how its numbers are grouped abroad.

    Each way is how the digits after the code begin, what they are as a whole, and how they are written: regular
    expressions and a replacement as JavaScript has them. The first that fits is the country's; where none does, digits
    are not grouped.
    """
    found = {}
    for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
        known = PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0])
        ways = (known.intl_number_format or known.number_format) if known else []
        found[str(code)] = [
            [(way.leading_digits_pattern or [""])[-1], way.pattern or "", re.sub(r"\\(\d)", r"$\1", way.format or "")]
            for way in ways
            if way.format != WRITTEN_NATIONALLY_ONLY
        ]
    return found


def examples() -> dict[str, str]:
    """Return numbers as they are stored, a landline and a mobile of each country, with how the library writes them."""
    kinds = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
    numbers = (
        phonenumbers.example_number_for_type(region, kind)
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        for kind in kinds
    )
    return {
        phonenumbers.format_number(one, PhoneNumberFormat.E164): phonenumbers.format_number(
            one, PhoneNumberFormat.INTERNATIONAL
        )
        for one in numbers
        if one
    }


def written(table: Mapping[str, object]) -> str:
    """Return a table as its file has it: an entry on each line, so that what a new release changes can be read."""
    lines = (f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in table.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write both files."""
    tables: dict[Path, Mapping[str, object]] = {FORMATS: formats(), EXAMPLES: examples()}
    for file, table in tables.items():
        file.write_text(written(table))


if __name__ == "__main__":
    main()
