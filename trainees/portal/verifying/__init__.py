"""What strangers verify certificates with (code, QR, badge), and the register of those who asked to be in it."""
