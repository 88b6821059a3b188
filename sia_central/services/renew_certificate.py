"""A laptop's certificate, given anew for the same key before it ends or when the authority was renewed."""

from datetime import datetime

from sqlalchemy import Connection

from sia_central.certificates.authority import Holder, certify_again, is_due
from sia_central.services.audit import by_person
from sia_central.services.authorities import root_authority, roots_pem
from sia_central.services.refused import Refused
from sia_central.services.who_may import SignedIn
from sia_central.storage.accounts import find_account
from sia_central.storage.audit import Deed, record
from sia_central.storage.authorities import Purpose, authorities_of
from sia_central.storage.councils import find_council
from sia_central.storage.devices import find_device, replace_certificate
from sia_central.storage.engine import reading, write
from sia_central.storage.store import Store
from sia_contract.enrolment import CertificateAnswer
from sia_contract.problems import ProblemCode


def present_certificate(store: Store, who: SignedIn, at: datetime) -> CertificateAnswer:
    """The laptop's certificate; the one it has, or a new one where that is due."""
    with reading(store.engine) as connection:
        device = find_device(connection, who.council, who.device_id)
        account = find_account(connection, who.council, who.person_id)
        council = find_council(connection, who.council)
        root = authorities_of(connection, who.council, Purpose.ROOT)[0]
    if device is None or account is None or council is None:
        raise Refused(
            ProblemCode.NOT_SIGNED_IN, "Central does not know this laptop any more. Enrol it again."
        )
    certificate = device.certificate_pem
    if is_due(root.certificate_pem, certificate, at):
        holder = Holder(account.name, council.full_name, str(who.person_id), str(who.device_id))
        certificate = certify_again(root_authority(store, who.council), certificate, holder, at)

        def keep(connection: Connection) -> None:
            replace_certificate(connection, who.council, who.device_id, certificate)
            deed = Deed("certificate_renewed", "device", str(who.device_id))
            record(connection, who.council, by_person(who.person_id, who.device_id), at, [deed])

        write(store.engine, keep)
    return CertificateAnswer(certificate_pem=certificate, root_pem=roots_pem(store, who.council))
