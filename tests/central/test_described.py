"""Central answers as its OpenAPI description says, whatever is asked, with a token and without."""

import os
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sia_central.app import app_over
from sia_central.storage.store import Store
from tests.central.laptop import HEADERS, Laptop
from tests.helpers.a_central import ACentral

EXAMPLES: Final = int(os.environ.get("EXAMPLES", "8"))
"""Of each operation; many more look for longer."""
CHECKS: Final = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)


def described(store: Store) -> dict[str, Any]:
    """The description that the application makes of itself; it is served to nobody."""
    return app_over(store).openapi()


def operations(store: Store) -> dict[str, Any]:
    """Every operation that is described, ready to be tried."""
    schema = schemathesis.openapi.from_dict(described(store))
    found = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    return {operation.label: operation for operation in found}


@pytest.mark.parametrize("who", ["a stranger", "an adviser", "a lead"])
def test_nothing_that_is_asked_is_answered_otherwise_than_described(central: ACentral, who: str) -> None:
    headers = HEADERS
    if who != "a stranger":
        colleague = central.adviser if who == "an adviser" else central.lead
        headers = Laptop.of(central, colleague).headers
    tried = operations(central.store)
    assert {"POST /sync", "POST /enrol", "PUT /files/{sha256}", "GET /totals"} <= set(tried)
    for operation in tried.values():

        @seed(20260401)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answers_as_described(case: Any) -> None:
            answer = case.call(base_url=central.url, headers=headers, timeout=30)
            case.validate_response(answer, checks=CHECKS)

        answers_as_described()


def test_every_operation_says_how_it_refuses(central: ACentral) -> None:
    for path, methods in described(central.store)["paths"].items():
        for method, operation in methods.items():
            said = operation["responses"]
            for status in ("403", "422", "426", "429", "503"):
                shape = said[status]["content"]["application/json"]["schema"]
                assert shape == {"$ref": "#/components/schemas/Problem"}, (method, path, status)
