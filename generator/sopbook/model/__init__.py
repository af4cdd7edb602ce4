"""What the handbook of one branch in one locale holds, before it has a look."""
