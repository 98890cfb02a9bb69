"""What strangers may know of a certificate, and what its holder decides about that."""
