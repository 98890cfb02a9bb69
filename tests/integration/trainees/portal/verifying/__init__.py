"""The pages that verify certificates, the register, and what the holder chooses."""
