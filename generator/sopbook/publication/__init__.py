"""A workspace opened and checked once: its editions ready to be published, and every finding, whoever asks for them."""
