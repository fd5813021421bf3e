"""What must hold before the first visitor comes."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from sqlalchemy.pool import QueuePool

from canvas import metrics, services
from canvas.content import ContentError
from canvas.errors import LANGUAGES, KanvasError, in_every_language, message
from canvas.server.lifecycle import Lifecycle
from canvas.services import Services


def services_or_exit(environment: Mapping[str, str], lifecycle: Lifecycle) -> Services:
    """Opens the services of this process; ends it with every problem where a setting, content or store is unusable."""
    try:
        opened = services.open_services(environment)
        _measure(opened, lifecycle)
    except (KanvasError, ContentError) as error:
        sys.exit(in_every_language("start_refused", error))
    services.use(opened)
    if opened.settings.trainer_code is None and opened.settings.log_format == "text":  # no code belongs in a log
        for language in LANGUAGES:
            print(message("trainer_code_made", language, code=opened.trainer_code), flush=True)  # noqa: T201 (read at the console)
    return opened


def _measure(opened: Services, lifecycle: Lifecycle) -> None:
    """Serves /metrics where a setting says so. Raises: KanvasError, where its port is not free."""
    if opened.settings.metrics is None:
        return
    from canvas.server.measuring import Prometheus, serve_metrics  # noqa: PLC0415 (a laptop need not load it)

    pool = opened.store.engine.pool
    sink = Prometheus(lifecycle, pool if isinstance(pool, QueuePool) else None)
    serve_metrics(sink, *opened.settings.metrics)
    metrics.measure_with(sink)
