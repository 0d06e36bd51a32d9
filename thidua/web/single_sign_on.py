"""Đăng nhập một lần: OpenID Connect by our own routes, into the same session as a password.

Switched on by THIDUA_OIDC_ISSUER, THIDUA_OIDC_CLIENT_ID and THIDUA_OIDC_CLIENT_SECRET. It opens
only an account that an administrator has linked; it never makes one and never gives a right.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from thidua import settings
from thidua.db.engine import writing
from thidua.domain.ground.errors import NotPermitted, Unavailable
from thidua.later import Later
from thidua.services.access import sign_in
from thidua.web import doors
from thidua.web.gate import OUTSIDE_PATH, OUTSIDE_RETURN_PATH
from thidua.web.streamlit_inside import get_logger

if TYPE_CHECKING:
    import requests
    from authlib.common import security
    from authlib.integrations import requests_client
    from joserfc import errors, jwk, jwt
else:
    requests, security = Later("requests"), Later("authlib.common.security")
    requests_client = Later("authlib.integrations.requests_client")
    errors, jwk, jwt = Later("joserfc.errors"), Later("joserfc.jwk"), Later("joserfc.jwt")

_LOG = get_logger("thidua")

_COOKIE = "thidua_mot_lan"
_PATIENCE = 10
_MINUTES = 10
_ALGORITHMS = ["RS256", "PS256", "ES256"]

NOT_LINKED = "Danh tính này chưa được nối với tài khoản nào; hãy nhờ người quản trị nối."
FAILED = "Không hoàn tất được đăng nhập một lần; hãy thử lại hoặc dùng mật khẩu."


@dataclass(frozen=True, slots=True)
class Provider:
    """Dịch vụ đăng nhập: where it is and who we are to it."""

    issuer: str
    client_id: str
    client_secret: str

    @property
    def signer(self) -> URLSafeTimedSerializer:
        """Người ký dấu tạm, the same in every process that has the same settings."""
        return URLSafeTimedSerializer(self.client_secret, salt=_COOKIE)

    def metadata(self) -> dict[str, Any]:
        """Mô tả của dịch vụ."""
        answer = requests.get(
            f"{self.issuer.rstrip('/')}/.well-known/openid-configuration", timeout=_PATIENCE
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found


def provider() -> Provider | None:
    """Dịch vụ đã cấu hình; None where there is none."""
    here = settings.read()
    if not here.has_single_sign_on:
        return None
    return Provider(here.oidc_issuer, here.oidc_client_id, here.oidc_client_secret)


def _client(
    found: Provider, request: Request, state: str | None = None
) -> "requests_client.OAuth2Session":
    return requests_client.OAuth2Session(
        found.client_id,
        found.client_secret,
        scope="openid",
        redirect_uri=f"{str(request.base_url).rstrip('/')}{OUTSIDE_RETURN_PATH}",
        code_challenge_method="S256",
        state=state,
    )


async def leave(request: Request) -> Response:
    """Sang dịch vụ đăng nhập, remembering in a signed cookie what must come back."""
    found = provider()
    if found is None:
        return await run_in_threadpool(doors.sign_in_response, request)
    kept = {name: secrets.token_urlsafe(24) for name in ("state", "nonce")}
    kept["verifier"] = security.generate_token(64)

    def address() -> str:
        client = _client(found, request)
        url, _ = client.create_authorization_url(
            found.metadata()["authorization_endpoint"],
            state=kept["state"],
            nonce=kept["nonce"],
            code_verifier=kept["verifier"],
        )
        return str(url)

    try:
        to = await run_in_threadpool(address)
    except (requests.RequestException, KeyError, ValueError) as fault:
        return await _failed(request, fault)
    response = RedirectResponse(to, 303)
    response.set_cookie(
        _COOKIE,
        found.signer.dumps(kept),
        max_age=_MINUTES * 60,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    response.headers["cache-control"] = "no-store"
    return response


async def come_back(request: Request) -> Response:
    """Từ dịch vụ trở về: every promise is checked before anybody is let in."""
    found = provider()
    if found is None:
        return await run_in_threadpool(doors.sign_in_response, request)

    def enter() -> str | None:
        subject = _subject(found, request)
        with writing() as session:
            return sign_in.enter_from_outside(
                session,
                subject=subject,
                now=datetime.now(UTC),
                address="" if request.client is None else request.client.host,
            )

    try:
        token = await run_in_threadpool(enter)
    except Unavailable as fault:
        return await run_in_threadpool(doors.sign_in_response, request, "", str(fault), 503)
    except Exception as fault:  # whatever the answer of a foreign server made fail
        return await _failed(request, fault)
    if token is None:
        return await run_in_threadpool(doors.sign_in_response, request, "", NOT_LINKED, 403)
    response = doors.let_in(request, token)
    response.delete_cookie(_COOKIE, httponly=True, samesite="lax")
    return response


def _subject(found: Provider, request: Request) -> str:
    """Danh tính trong thẻ của dịch vụ: signed by it, for us, now, and for this very sign-in."""
    try:
        kept = found.signer.loads(request.cookies.get(_COOKIE, ""), max_age=_MINUTES * 60)
    except BadData as fault:
        raise NotPermitted(FAILED) from fault
    if not compare_digest(request.query_params.get("state", ""), kept["state"]):
        raise NotPermitted(FAILED)
    about = found.metadata()
    granted = _client(found, request, kept["state"]).fetch_token(
        about["token_endpoint"],
        code=request.query_params.get("code", ""),
        code_verifier=kept["verifier"],
        timeout=_PATIENCE,
    )
    keys = requests.get(about["jwks_uri"], timeout=_PATIENCE)
    keys.raise_for_status()
    try:
        ticket = jwt.decode(
            granted["id_token"], jwk.KeySet.import_key_set(keys.json()), algorithms=_ALGORITHMS
        )
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": about["issuer"]},
            aud={"essential": True, "value": found.client_id},
            exp={"essential": True},
            nonce={"essential": True, "value": kept["nonce"]},
            sub={"essential": True},
        ).validate(ticket.claims)
    except errors.JoseError as fault:
        raise NotPermitted(FAILED) from fault
    return str(ticket.claims["sub"])


async def _failed(request: Request, fault: Exception) -> Response:
    _LOG.warning("Đăng nhập một lần không thành: %s", type(fault).__name__)
    return await run_in_threadpool(doors.sign_in_response, request, "", FAILED, 403)


ROUTES = [
    Route(OUTSIDE_PATH, leave, methods=["GET"]),
    Route(OUTSIDE_RETURN_PATH, come_back, methods=["GET"]),
]
