"""Values of a playbook as a reader sees them."""
