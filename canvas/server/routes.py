"""Addresses of our own beside Streamlit's."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from canvas.drawing.sprites import STYLES, sprites, version
from canvas.server.readiness import Readiness
from canvas.settings import Settings

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def routes(settings: Settings, readiness: Readiness) -> list[Route]:
    """`/healthz` and `/readyz` for whoever watches over the server, the logo, and the drawings of the stall."""
    return [
        Route("/healthz", health),
        Route("/readyz", readiness.answer),
        _file("/logo.svg", settings.content / "pictures" / "logo.svg"),
        Route("/pictures/{changed}/{name}", partial(picture, settings.content / "pictures")),
        Route(f"/stall/{version()}/{{name}}", drawing),
    ]


def _file(address: str, file: Path) -> Route:
    async def show(_request: Request) -> Response:
        if not file.is_file():
            return Response(status_code=404)
        return FileResponse(file, headers={"Cache-Control": "no-cache"})

    return Route(address, show)


def picture(folder: Path, request: Request) -> Response:
    """A drawing of the content; `changed` in its address differs from one state of it to the next."""
    file = folder / Path(request.path_params["name"]).name
    if file.suffix != ".svg" or not _is_file(file):
        return Response(status_code=404)
    return FileResponse(file, headers=_FOR_EVER)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name too long for any file
        return False


def drawing(request: Request) -> Response:
    """A drawing of the stall, or the styles that put it together. Their address changes when they do."""
    name = request.path_params["name"]
    text = sprites().get(name)
    if text is None:
        return Response(status_code=404)
    kind = "text/css" if name == STYLES else "image/svg+xml"
    return Response(text, media_type=kind, headers=_FOR_EVER)


async def health(_request: Request) -> Response:
    """Says that the server answers, whatever its store does, and also while it drains."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
