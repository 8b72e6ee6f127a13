"""What stops a local run, as one line for a person."""


class Unusable(RuntimeError):
    """This machine or this checkout cannot run Relevo as it is; exit code 2."""

    code = 2


class Broken(RuntimeError):
    """Something failed on the way; exit code 1."""

    code = 1
