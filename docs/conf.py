"""How Sphinx builds the site: `make docs`. Nothing is fetched from the net."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_site"))

project = "medvirk_nlp"
author = "medvirk_nlp"
copyright = "medvirk_nlp"  # Sphinx's name for it
version = release = installed("medvirk_nlp")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "accessible",
    "languages",
    "outside",
    "records",
]
exclude_patterns = ["_site"]

language = "en"
norwegian_pages = {
    "nb": ["brukerveiledning", "personvern", "slik-gjor-du/*"],
    "nn": ["rettleiing"],
}
outside_pages = {
    "models/ner/MODEL_CARD.md": "models/ner.md",
    "models/coder/MODEL_CARD.md": "models/coder.md",
    "models/encoder/MODEL_CARD.md": "models/encoder.md",
    "CHANGELOG.md": "changelog.md",
}

html_theme = "furo"
html_title = "medvirk_nlp"
html_static_path = ["_site/static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_theme_options = {"navigation_with_keys": False}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
highlight_language = "text"

default_role = "py:obj"
add_module_names = False
python_maximum_signature_line_length = 88
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True
