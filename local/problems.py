"""Name the problems that stop a local run, each as one line for a person."""


class Unusable(RuntimeError):
    """Report that this machine or this checkout cannot run Relevo as it is; exit code 2."""

    code = 2


class Broken(RuntimeError):
    """Report that something failed during the run; exit code 1."""

    code = 1
