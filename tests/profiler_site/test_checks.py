from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connections

from profiler_site import checks


@pytest.mark.django_db
def test_checks_of_the_test_database_find_nothing() -> None:
    found = run_checks(databases=["default"], include_deployment_checks=False)
    assert [message.id for message in found] == []


@pytest.mark.django_db(databases=["default", "platform"])
def test_role_that_bypasses_policies_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "connections", {"default": connections["platform"]})
    found = checks.check_database_role(databases=["default"])
    assert [message.id for message in found] == ["profiler.E002"]


def test_retry_below_timeout_is_refused(settings: Any) -> None:
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "retry": 10, "timeout": 20}
    assert [message.id for message in checks.check_queue()] == ["profiler.E004"]


def test_pooled_connections_are_refused(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", {"pool": True})
    assert [message.id for message in checks.check_pools()] == ["profiler.E005"]


def test_address_of_this_machine_is_warned_of_in_production() -> None:
    assert [message.id for message in checks.check_addresses()] == ["profiler.W001"]
