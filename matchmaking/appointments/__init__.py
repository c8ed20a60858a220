"""The meeting that follows an introduction: dates, a choice, invitations to calendars."""
