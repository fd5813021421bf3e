"""Security headers for everything the server sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit styles itself from JavaScript, so inline styles are allowed; eval and inline scripts are not: whatever
# gets into a page stays text. Streamlit counts in WebAssembly, and `blob:` is where it keeps the files it hands out.
_POLICY: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

# What the browser may never be asked for. Reading aloud needs no permission.
_UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")

_ONE_YEAR = f"max-age={365 * 24 * 60 * 60}"

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The address holds the token that brings a person's work back: it must not reach another site.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
}


@dataclass(frozen=True)
class SecurityHeaders:
    """ASGI middleware that adds `headers` to every HTTP response, and over https that it stays with https."""

    app: ASGIApp
    headers: Mapping[str, str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
                if scope.get("scheme") == "https":
                    MutableHeaders(scope=message)["Strict-Transport-Security"] = _ONE_YEAR
            await send(message)

        await self.app(scope, receive, send_with_headers)
