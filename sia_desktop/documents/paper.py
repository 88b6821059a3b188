"""Copies for somebody outside: a file written whole, or a mail draft with the PDF attached."""

import os
import tempfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from sia_desktop.domain.errors import OutsideTrouble


def write_file(target: Path, content: bytes) -> None:
    """Write the file whole or not at all; a file already there is replaced only by the finished one.

    Raises `OutsideTrouble` with the folder's name and what to do.
    """
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(target)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as trouble:
        raise OutsideTrouble(
            f"The copy could not be written to {target}: {trouble.strerror or 'the disk refused it'}. "
            "What it was made from is safe on this laptop. Choose another folder."
        ) from trouble


def mail_draft(*, to: tuple[str, ...], subject: str, body: str, name: str, pdf: bytes) -> bytes:
    """An unsent message that a mail program opens for the adviser to look at and send."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    if to:
        message["To"] = ", ".join(to)
    message["X-Unsent"] = "1"
    message.set_content(body)
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()
