"""From files to the playbooks of a branch: who belongs to what, with params filled in."""
