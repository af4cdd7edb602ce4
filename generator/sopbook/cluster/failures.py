"""How work on other machines ends where it does not go well; the texts are sentences for people."""


class ClusterRefusedError(Exception):
    """The cluster cannot be used: nobody answers, a certificate is not accepted, a worker has another engine."""


class ClusterFailedError(Exception):
    """The cluster was used, and did not get done what it was given."""
