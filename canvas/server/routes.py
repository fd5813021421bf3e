"""Addresses of our own beside Streamlit's."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from canvas.settings import Settings


def routes(settings: Settings) -> list[Route]:
    """`/healthz` for whoever watches over the server, and the logo of our pages."""
    return [
        Route("/healthz", health),
        _file("/logo.svg", settings.content / "pictures" / "logo.svg"),
    ]


def _file(address: str, file: Path) -> Route:
    async def show(_request: Request) -> Response:
        if not file.is_file():
            return Response(status_code=404)
        return FileResponse(file, headers={"Cache-Control": "no-cache"})

    return Route(address, show)


async def health(_request: Request) -> Response:
    """Says that the server answers."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
