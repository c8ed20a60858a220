"""How long needs and seeds are shown, and which matches are worth a mail."""

MATCHMAKING_NEED_DAYS = 180
MATCHMAKING_SEED_DAYS = 365
# A pair below this score is found on the page, but nobody is written to.
MATCHMAKING_ALERT_SCORE = 0.35
# Providers told of one new need, the best first.
MATCHMAKING_ALERTS_PER_NEED = 20
