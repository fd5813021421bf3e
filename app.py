"""The server: Streamlit's screens behind our headers. `streamlit run app.py`, or `uvicorn app:app` in this folder."""

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette_compress import CompressMiddleware

from canvas.server.frame import PageFrame, framed
from canvas.server.headers import SECURITY_HEADERS, SecurityHeaders
from canvas.server.origin import SameOrigin
from canvas.server.routes import routes
from canvas.server.start import settings_or_exit
from canvas.ui.screens import ADDRESSES

settings = settings_or_exit(os.environ)
index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
grounds = {scheme: st.get_option(f"theme.{scheme}.backgroundColor") for scheme in ("light", "dark")}

app = st.App(
    "pages/shell.py",
    middleware=[  # outermost first
        Middleware(SameOrigin),
        Middleware(SecurityHeaders, headers=SECURITY_HEADERS),
        Middleware(CompressMiddleware),
        Middleware(PageFrame, page=framed(index, grounds).encode(), addresses=ADDRESSES),
    ],
    routes=routes(settings),
)
