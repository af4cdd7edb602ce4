"""What repeats: the days that a rule gives, and the entries of a plan that come of it."""
