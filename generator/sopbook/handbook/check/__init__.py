"""Everything that can be wrong with a playbook, said in one run."""
