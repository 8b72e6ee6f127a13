"""In which currency are the prices of a team's country?"""

import pytest

from shared.domain.plan_records.settings import CURRENCIES
from tests import make


@pytest.mark.parametrize(
    ("country", "currency"),
    [
        pytest.param("ES", "EUR", id="the euro area"),
        pytest.param("MX", "MXN", id="one country"),
        pytest.param("PA", "USD", id="a country with another's currency"),
        pytest.param("AR", None, id="homes are priced in dollars or pesos"),
    ],
)
def test_a_price_has_the_currency_of_the_teams_country_if_it_is_certain(country, currency):
    assert make.settings(country=country).currency == currency


def test_each_country_has_one_currency():
    countries = " ".join(CURRENCIES.values()).split()
    assert len(countries) == len(set(countries))
