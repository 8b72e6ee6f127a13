"""Stage the functions' code as it is shipped, once for all tests of a run."""

from infra import wiring
from infra.assets import Architecture, Assets
from tests.once import once


def stand_in(lock, target, wheels_for):
    """Stand in for installing wheels, which would need a network."""
    target.mkdir(parents=True)
    (target / "wheel.py").write_text(f"# {lock.name} for {wheels_for}\n")


def assets(folder):
    """Return the builder of assets in `folder`."""
    return Assets(Architecture.ARM64, out=folder, install=stand_in)


def shipped(tmp_path_factory):
    """Return the folder in which the code of every function is staged."""

    def stage(folder):
        for name in {wired.folder for wired in wiring.FUNCTIONS}:
            assets(folder).function(name)

    return once(tmp_path_factory, "assets", stage)
