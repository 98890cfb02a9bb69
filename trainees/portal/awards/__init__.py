"""What a trainee reads of awards: what is met, what is left and why; and what they send in for them."""
