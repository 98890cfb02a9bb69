"""What trainees bring and read: modules and their checklist, agreements, quizzes, assignments, credit, material."""
