"""End query pages when a test says: DynamoDB ends them after 1 MB, which takes thousands of items."""

PAGE_BYTES = 1_000_000  # a little less than DynamoDB's


class Paged:
    """Wrap a client: no page of a query has more than `rows` items."""

    def __init__(self, client, rows):
        self._client, self._rows = client, rows

    def __getattr__(self, name):
        return getattr(self._client, name)

    def query(self, **given):
        return self._client.query(**{**given, "Limit": min(given.get("Limit", self._rows), self._rows)})


def pages(rows, page):
    """Return how many pages so many rows take, at `page` rows each; a final empty page shows that there are no more."""
    return max(1, -(-rows // page))


def a_page(item, names=None):
    """Return how many such items fit into a page of 1 MB by DynamoDB's size rule.

    For an index, of its attributes only.
    """
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
