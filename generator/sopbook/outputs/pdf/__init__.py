"""Scripts to print: from a playbook to a PDF, by Typst."""
