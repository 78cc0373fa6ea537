"""Write the made parts of docs/ anew: ``python -m tools.docs``."""

from tools.docs.pages import PAGES, rewrite

for page in PAGES:
    rewrite(page)
