"""A bearer token of OpenID Connect (RFC 6749): asked for with our account, renewed before it runs out."""

from __future__ import annotations

import time
from collections.abc import Mapping

from connectors.contract import Bilingual
from connectors.interface.faults import wrong_shape
from connectors.interface.session import Interface, Request

#: A token is renewed this long before it runs out: an answer may take minutes.
_MARGIN = 30.0
#: Where the answer does not say how long (`expires_in`), this long.
_SHORT = 60.0
_TOKEN = Bilingual(vi="mã truy cập (access_token)", en="a token (access_token)")


class OpenIdToken:
    """Asks `path` of the single sign-on for a token when one is needed; `form` is the grant with our account."""

    def __init__(self, sign_on: Interface, path: str, form: Mapping[str, str]) -> None:
        self._sign_on = sign_on
        self._request = Request("POST", path, form=form, check=_has_token)
        self._value = ""
        self._good_until = 0.0

    def value(self) -> str:
        """Return a token that is valid for a while yet; raise `SourceFailed` when none is given."""
        if not self._value or time.monotonic() >= self._good_until:
            asked = time.monotonic()
            document = self._sign_on.ask(self._request).document
            lasts = _seconds(document.get("expires_in"))
            self._value = str(document["access_token"])
            self._good_until = asked + max(lasts - _MARGIN, lasts / 2)
        return self._value

    def renew(self) -> None:
        """Forget the token."""
        self._value = ""


def _seconds(lasts: object) -> float:
    try:
        return max(float(str(lasts)), 1.0)
    except ValueError:
        return _SHORT


def _has_token(document: object) -> None:
    if not (isinstance(document, dict) and isinstance(document.get("access_token"), str) and document["access_token"]):
        raise wrong_shape(_TOKEN)
