"""How texts leave the handbook: the send modes with what each takes, and the accounts that send."""
