"""What strangers verify certificates with: by code, by QR, by badge; and the register of those who asked to be in it."""
