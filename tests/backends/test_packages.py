"""What `warta doctor` says of the optional packages where they are installed."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from conftest import BACKEND_PACKAGES
from warta.doctor import examine


@pytest.mark.parametrize("package", BACKEND_PACKAGES)
def test_doctor_names_the_version_of_an_optional_package(package: str) -> None:
    found = {finding.name: finding for finding in examine()}
    assert found[package].group == "optional"
    assert found[package].value == version(package)
