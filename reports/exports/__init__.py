"""Questions to take away: tables, flash cards, quizzes. Each writer takes rows and gives bytes."""
