"""Content types of one's own: packages beside the project, which the variable SUNDIAL_TYPES of the process names.

Such a package has a module `models` and a module `schema`, and a folder `migrations` of its own.
"""

import os
from importlib import import_module
from pathlib import Path


def packages() -> list[str]:
    """List the names of the packages."""
    return [name.strip() for name in os.environ.get("SUNDIAL_TYPES", "").split(",") if name.strip()]


def import_own(module: str) -> None:
    """Import a module of every package, which makes its types known."""
    for package in packages():
        import_module(f"{package}.{module}")


def migrations_of(package: str) -> Path:
    """Return the folder of a package's migrations."""
    return Path(import_module(package).__path__[0]) / "migrations"


def package_of(model: type) -> str | None:
    """Return the package that a model is of, None for one of the project."""
    return next((name for name in packages() if f"{model.__module__}.".startswith(f"{name}.")), None)
