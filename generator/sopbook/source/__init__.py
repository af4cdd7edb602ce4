"""From files to values with positions, and what is wrong with them."""
