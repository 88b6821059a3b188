"""The council's own time-stamping authority (RFC 3161): signs that these bytes existed at this moment."""

import secrets
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, keys, pem, tsp
from asn1crypto import x509 as asn1
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sia_central.certificates.authority import Authority

POLICY: Final = "2.25.310421926430913428346134702397313917206"
"""Our own name (a UUID's) of the policy: central's clock, to the second; see docs/certificates.md."""


_known: Any = SimpleCertificateStore  # pyHanko leaves this and what it builds on untyped


class OwnTimeAuthority(TimeStamper):
    """Answers pyHanko's requests for a time by itself, with the council's key."""

    def __init__(self, clock: Authority, at: datetime) -> None:
        """Take the key and its certificate, and the moment to attest."""
        stamper: Any = super()
        stamper.__init__()
        self._at = at.replace(microsecond=0)
        self._certificate = asn1.Certificate.load(_der(clock.certificate_pem.encode()))
        self._key = keys.PrivateKeyInfo.load(_der(clock.key_pem))

    async def async_request_tsa_response(self, req: Any) -> Any:
        """The answer to one request: the time, signed over what was asked about."""
        stated = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": req["message_imprint"],
            "serial_number": secrets.randbits(128),
            "gen_time": self._at,
            "accuracy": {"seconds": 1},
            "tsa": asn1.GeneralName(name="directory_name", value=self._certificate.subject),
        }
        if req["nonce"].native is not None:
            stated["nonce"] = req["nonce"]
        content = cms.EncapsulatedContentInfo(
            {"content_type": "tst_info", "content": cms.ParsableOctetString(tsp.TSTInfo(stated).dump())}
        )
        signer = SimpleSigner(
            signing_cert=self._certificate,
            signing_key=self._key,
            cert_registry=_known(),
            embed_roots=False,
        )
        token = await signer.async_sign_general_data(
            content,
            "sha256",
            detached=False,
            signed_attr_settings=PdfCMSSignedAttributes(signing_time=self._at),
        )
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})


def _der(data: bytes) -> bytes:
    _, _, der = pem.unarmor(data)
    return bytes(der)
