"""The server: Streamlit's screens behind our headers. `streamlit run app.py`, or `uvicorn app:app` in this folder."""

import os
import sys
import time
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette_compress import CompressMiddleware
from streamlit import config

from canvas.server.assets import Assets, own_asset
from canvas.server.base_path import BasePath
from canvas.server.compression import remember_the_run_before
from canvas.server.device import Device
from canvas.server.frame import PageFrame, Parts, framed, icon_rule
from canvas.server.headers import SECURITY_HEADERS, SecurityHeaders
from canvas.server.lifecycle import LIFECYCLE
from canvas.server.limits import Limits
from canvas.server.logs import lines_handler
from canvas.server.origin import SameOrigin
from canvas.server.prepared import prepared_assets
from canvas.server.processes import refuse_several
from canvas.server.readiness import Readiness
from canvas.server.refused import RefusedPages, failed
from canvas.server.routes import routes
from canvas.server.start import services_or_exit
from canvas.server.streamlit_delivery import deliver_together
from canvas.server.streamlit_fragments import taps_before_parts
from canvas.server.streamlit_messages import PROTOCOL, log_by, report_unreadable, silence_unreadable
from canvas.server.visits import Visits
from canvas.services import housekeeping
from canvas.settings import ROOT
from canvas.store import check_writable
from canvas.ui.platform import page_hashes_worked_out_once, theme_read_once, without_components
from canvas.ui.router import ADDRESSES
from canvas.ui.welcome import newest_first_paint

refuse_several(sys.argv, os.environ)
remember_the_run_before()
deliver_together()
taps_before_parts()
without_components()
theme_read_once()
page_hashes_worked_out_once()
services = services_or_exit(os.environ, LIFECYCLE)
housekeeping(services).start()
settings = services.settings
static = Path(st.__file__).parent / "static"
prepared = prepared_assets(static)
own = dict(own_asset(ROOT / "canvas" / "ui" / name) for name in ("guard.js", "kanvas.js", "styles.css"))
guard, script, sheet = own
page = framed(
    (static / "index.html").read_text(encoding="utf-8"),
    Parts(
        guard,
        script,
        sheet,
        grounds={scheme: st.get_option(f"theme.{scheme}.backgroundColor") for scheme in ("light", "dark")},
        prepared=prepared,
        icons="".join(icon_rule(file.read_text(encoding="utf-8")) for file in static.glob("static/css/index.*.css")),
    ),
)
# Streamlit serves its own addresses only under this path; BasePath does it for all of them.
base_path = settings.base_path or "/" + st.get_option("server.baseUrlPath").strip("/")
config.set_option("server.baseUrlPath", "")
if settings.cookie_secret:
    config.set_option("server.cookieSecret", settings.cookie_secret)
if settings.log_format == "json":
    log_by(lines_handler())
silence_unreadable()

app = st.App(
    "pages/shell.py",
    middleware=[  # outermost first
        Middleware(BasePath, path=base_path),
        Middleware(Assets, assets={**own, **prepared.assets}),
        Middleware(SecurityHeaders, headers=SECURITY_HEADERS),
        Middleware(RefusedPages),
        Middleware(SameOrigin, public_url=settings.public_url),
        Middleware(Limits),
        Middleware(Visits, protocol=PROTOCOL),
        Middleware(Device, links=services.links, keep_days=settings.keep_days),
        Middleware(CompressMiddleware),
        Middleware(PageFrame, page=page, addresses=ADDRESSES, first_paint=newest_first_paint(services.content)),
    ],
    routes=routes(settings, Readiness(partial(check_writable, services.store.engine), LIFECYCLE, time.monotonic)),
    on_script_error=report_unreadable,
    exception_handlers={Exception: failed(SECURITY_HEADERS)},
)
