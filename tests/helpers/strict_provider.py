"""An identity provider as strict as a council's: it knows public clients, and insists on PKCE (S256).

`oidc-provider-mock` does neither; this adds both and runs it.
"""

from typing import Any

from authlib.oauth2.rfc7636 import CodeChallenge
from oidc_provider_mock import _app
from oidc_provider_mock.__main__ import run


def be_strict() -> None:
    """From now on no code is taken without the verifier of its challenge, and a client needs no secret."""
    grant, server = _app.AuthorizationCodeGrant, _app.flask_oauth2.AuthorizationServer
    challenges: dict[str, str] = {}
    challenge = CodeChallenge(required=True)
    challenge.get_authorization_code_challenge = lambda kept: challenges[kept.code]
    challenge.get_authorization_code_challenge_method = lambda _: "S256"
    save, register = grant.save_authorization_code, server.register_grant

    def save_with_challenge(self: Any, code: str, request: Any) -> None:
        challenges[code] = request.payload.data["code_challenge"]
        save(self, code, request)

    def register_strictly(self: Any, kind: type, extensions: list[Any] | None = None) -> None:
        also = [challenge] if kind is grant else []
        register(self, kind, [*(extensions or []), *also])

    grant.TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    grant.save_authorization_code = save_with_challenge
    server.register_grant = register_strictly


if __name__ == "__main__":
    be_strict()
    run()
