"""The parts that pages are put together from: HTML of fields. Templates call them under the names of parts.html.j2."""
