"""The server: Streamlit's screens behind our headers. `streamlit run app.py`, or `uvicorn app:app` in this folder."""

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette_compress import CompressMiddleware
from streamlit import config

from canvas.server.base_path import BasePath
from canvas.server.frame import PageFrame, framed
from canvas.server.headers import SECURITY_HEADERS, SecurityHeaders
from canvas.server.limits import Limits
from canvas.server.origin import SameOrigin
from canvas.server.refused import RefusedPages, failed
from canvas.server.routes import routes
from canvas.server.start import settings_or_exit
from canvas.server.streamlit_messages import PROTOCOL
from canvas.server.visits import Visits
from canvas.ui.screens import ADDRESSES

settings = settings_or_exit(os.environ)
index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
grounds = {scheme: st.get_option(f"theme.{scheme}.backgroundColor") for scheme in ("light", "dark")}
# Streamlit serves its own addresses only under this path; BasePath does it for all of them.
base_path = settings.base_path or "/" + st.get_option("server.baseUrlPath").strip("/")
config.set_option("server.baseUrlPath", "")

app = st.App(
    "pages/shell.py",
    middleware=[  # outermost first
        Middleware(SecurityHeaders, headers=SECURITY_HEADERS),
        Middleware(RefusedPages),
        Middleware(SameOrigin, public_url=settings.public_url),
        Middleware(BasePath, path=base_path),
        Middleware(Limits),
        Middleware(Visits, protocol=PROTOCOL),
        Middleware(CompressMiddleware),
        Middleware(PageFrame, page=framed(index, grounds).encode(), addresses=ADDRESSES),
    ],
    routes=routes(settings),
    exception_handlers={Exception: failed(SECURITY_HEADERS)},
)
