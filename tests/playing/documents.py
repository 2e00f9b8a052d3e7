"""Files that people send in transcripts.

Rules: they lie beside the transcripts, so that a reader can look at them.
Must not know: what is in them.
"""

from pathlib import Path

FILES = Path(__file__).parents[1] / "transcripts" / "files"
DOCUMENT_TYPE = "application/octet-stream"  # phones do not tell apart what they do not open


def document(name: str) -> bytes:
    """The bytes of the file. FileNotFoundError for one that is not there."""
    return (FILES / name).read_bytes()
