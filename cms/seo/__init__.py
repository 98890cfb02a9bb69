"""What search engines and shared links are told about the public pages."""
