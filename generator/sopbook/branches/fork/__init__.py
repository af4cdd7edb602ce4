"""How a branch changes what its parent says: paths that outlive a new order, merging, locks, drift."""
