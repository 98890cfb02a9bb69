"""Search: pages, modules and questions, in the reader's language, however they are spelled."""
