"""From pages to a site. The only part that knows the site engine (MkDocs)."""
