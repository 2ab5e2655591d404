"""Files to passages: one module a format, and the structure of notes."""

from medvirk_nlp.reading.document import read_documents, read_file
from medvirk_nlp.reading.folder import read_folder

__all__ = ["read_documents", "read_file", "read_folder"]
