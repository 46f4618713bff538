"""The examples of deployment keep what docs/deploy.md says of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

UNITS = ["nianbao.service", "nianbao-watch.service"]


def test_container_has_no_rights_it_does_not_need(checkout: Path) -> None:
    """Two stages, a pinned minor version of Python, a user without rights, a health check, one place to write to."""
    text = (checkout / "deploy" / "Dockerfile").read_text("utf-8")
    stages = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    last = text.rpartition("\nFROM ")[2]

    assert 2 == len(stages)
    assert all(re.fullmatch(r"python:3\.\d+-slim", stage) for stage in stages)
    assert re.search(r"^USER [1-9]\d*$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert "/readyz" in last
    assert ["/var/lib/nianbao"] == re.findall(r"^VOLUME (.+)$", last, re.MULTILINE)
    assert "COPY . " not in text
    assert ".[fast,formats]" in text  # a container without them reads neither web pages nor PDF


@pytest.mark.parametrize("name", UNITS)
def test_unit_is_accepted(checkout: Path, tmp_path: Path, name: str) -> None:
    """Systemd finds nothing to complain of; the program's own path is replaced by one that exists here."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd here: systemd-analyze is not installed")
    text = (checkout / "deploy" / name).read_text("utf-8")
    assert "/opt/nianbao/bin/nianbao" in text
    unit = tmp_path / name
    unit.write_text(text.replace("/opt/nianbao/bin/nianbao", shutil.which("true") or "/bin/true"), "utf-8")
    result = subprocess.run([program, "verify", str(unit)], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - fixed arguments

    assert (0, "") == (result.returncode, result.stderr)


@pytest.mark.parametrize("name", UNITS)
def test_unit_has_no_rights_it_does_not_need(checkout: Path, name: str) -> None:
    """A user of its own, a read-only system, no new privileges."""
    lines = set((checkout / "deploy" / name).read_text("utf-8").splitlines())

    assert {"DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet="} < lines
