"""Secrets of a source out of Prefect's Secret blocks: only where the environment gives none, never shown."""

from __future__ import annotations

import pytest

from connectors.igate.settings import Settings
from connectors.problem import SourceFailed
from flows.prefect_settings import quiet_prefect
from flows.pulls import with_secrets

pytestmark = pytest.mark.system  # a Prefect server of its own


def igate(**more: object) -> Settings:
    addresses = {"api_url": "http://127.0.0.1:9", "sso_url": "http://127.0.0.1:9"}
    return Settings.model_validate({"connector": "igate", **addresses, **more})


def test_a_block_gives_the_secret_that_the_environment_does_not() -> None:
    quiet_prefect()
    from prefect.blocks.system import Secret
    from prefect.testing.utilities import prefect_test_harness

    blocks = {"secret_blocks": {"client_secret": "igate-mat-khau"}}
    with prefect_test_harness(server_startup_timeout=180):
        Secret(value="swordfish").save("igate-mat-khau")
        found = with_secrets("igate", igate(**blocks))
        assert found.secret("client_secret") == "swordfish"
        assert "swordfish" not in repr(found) + found.model_dump_json()
        assert (
            with_secrets("igate", igate(**blocks, client_secret="environment")).secret("client_secret") == "environment"
        )
        with pytest.raises(SourceFailed) as failed:
            with_secrets("igate", igate(secret_blocks={"client_id": "khong-co"}))
    assert "khong-co" in failed.value.message.vi
