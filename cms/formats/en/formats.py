"""As courses.local writes them: 24 November 2026, 6:00 p.m."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:i\u00a0a"
DATETIME_FORMAT = "j F Y, g:i\u00a0a"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, g:i\u00a0a"
FIRST_DAY_OF_WEEK = 0
