"""Charts: SVG made when the handbook is built, in the page's colours, told apart by patterns, without scripts."""
