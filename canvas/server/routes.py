"""Addresses of our own beside Streamlit's."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route


def routes(content: Path) -> list[Route]:
    """`/healthz` for whoever watches over the server, `/logo.svg` for the browser's tab."""
    logo = content / "pictures" / "logo.svg"

    async def show_logo(_request: Request) -> Response:
        if not logo.is_file():
            return Response(status_code=404)
        return FileResponse(logo, headers={"Cache-Control": "no-cache"})

    return [Route("/healthz", health), Route("/logo.svg", show_logo)]


async def health(_request: Request) -> Response:
    """Says that the server answers."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
