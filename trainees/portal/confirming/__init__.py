"""What facilitators and coordinators do from their phone: the inbox, feedback, observations, sign-offs, credit."""
