"""The guide for writing a pack leaves no key of a pack out."""

import re
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pytest
from pydantic import BaseModel

GUIDE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text("utf-8")
MODULES = (
    "pack_base", "pack_clocks", "pack_decisions", "pack_forms", "pack_people", "pack_standing", "packs"
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_every_key_of_a_pack_is_in_the_guide(module: str) -> None:
    missing = [
        f"{name}.{key}"
        for name, table in getmembers(import_module(f"sia_contract.{module}"), isclass)
        if issubclass(table, BaseModel)
        for field, said in table.model_fields.items()
        for key in (said.alias or field,)
        if not re.search(rf"\b{re.escape(key)}\b", GUIDE)
    ]
    assert missing == []
