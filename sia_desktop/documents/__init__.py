"""Tagged PDFs of notes: the only home of ReportLab."""
