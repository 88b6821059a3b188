"""A QR code as rows of dark and light squares, for whoever draws it."""


def qr_rows(text: str) -> tuple[tuple[bool, ...], ...]:
    """The squares of a QR code that says this, dark ones true; a sixth of it may be unreadable (level M)."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(square) for square in row) for row in code.modules)
