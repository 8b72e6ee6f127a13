"""Pages of DynamoDB: a query's page ends after 1 MB, which takes thousands of items; here it ends when a test says."""

PAGE_BYTES = 1_000_000  # a little less than DynamoDB's


class Paged:
    """Wraps a client: no page of a query has more than `rows` items."""

    def __init__(self, client, rows):
        self._client, self._rows = client, rows

    def __getattr__(self, name):
        return getattr(self._client, name)

    def query(self, **given):
        return self._client.query(**{**given, "Limit": min(given.get("Limit", self._rows), self._rows)})


def pages(rows, page):
    """How many pages so many rows take, at `page` rows each; an empty one tells that there are none."""
    return max(1, -(-rows // page))


def a_page(item, names=None):
    """How many such items a page of 1 MB holds, by DynamoDB's rule for sizes; of an index only its attributes."""
    kept = item if names is None else {name: value for name, value in item.items() if name in names}
    return PAGE_BYTES // sum(len(name.encode()) + _bytes(value) for name, value in kept.items())


def _bytes(value):
    [(kind, given)] = value.items()
    match kind:
        case "S":
            return len(given.encode())
        case "N":
            return len(given) // 2 + 2
        case "M":
            return 3 + sum(1 + len(name.encode()) + _bytes(one) for name, one in given.items())
        case "L":
            return 3 + sum(1 + _bytes(one) for one in given)
    return 1
