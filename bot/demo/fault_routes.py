"""The door for whoever tests a bot: which faults are shown, switched while it runs."""

from __future__ import annotations

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.faults import FaultPlan, Faults


def fault_routes(faults: Faults) -> list[Route]:
    """Return GET and POST /demo/faults: what was injected, and another plan."""

    async def told(_request: Request) -> Response:
        return JSONResponse(faults.told())

    async def switch(request: Request) -> Response:
        try:
            plan = FaultPlan.model_validate_json(await request.body() or b"{}")
        except ValidationError as error:
            reasons = "; ".join(issue["msg"] for issue in error.errors(include_url=False))
            return JSONResponse({"ok": False, "error": reasons}, status_code=400)
        faults.switch(plan)
        return JSONResponse({"ok": True} | faults.told())

    return [
        Route("/demo/faults", told, methods=["GET"]),
        Route("/demo/faults", switch, methods=["POST"]),
    ]
