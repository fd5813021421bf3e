"""`kill -9` of the server while people answer."""

from __future__ import annotations

import asyncio

from tests.clients.kills import survive
from tests.faults.conftest import StartServer


def test_no_acknowledged_answer_is_lost_and_everybody_is_where_they_were(url: str, serve: StartServer) -> None:
    """`bench/kills.py` does the same with fifty people and ten kills."""
    rounds = asyncio.run(survive(serve(url), people_count=20, answers_a_round=60, kills=1))
    assert [each for each in rounds if not each.is_good] == []
    assert rounds[0].acknowledged >= 60
