"""The code of a trainer as it is typed, and whose workshops it opens."""

from __future__ import annotations

from canvas.settings import LONGEST_TRAINER_CODE
from canvas.store import Account
from canvas.ui import platform, state
from canvas.ui.sent import Sent

KEY = "trainer_code"
LONGEST = LONGEST_TRAINER_CODE


def account_of(sent: Sent) -> Account | None:
    """The trainer whose code was typed; None where it is no code. Raises: StoreError, when too many were tried."""
    services = state.services()
    return services.organisations.enter(
        sent.text(KEY, LONGEST) or "", services.trainer_code, platform.network_address()
    )
