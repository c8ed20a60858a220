"""Tasks: the embedded worker by default, Celery on Redis when configured."""

from .environment import read_environment

env = read_environment()

TASK_RUNNER = env.tasks
CELERY_BROKER_URL = env.redis_url or None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "Asia/Tokyo"
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "portal.delivery.tasks.drain", "schedule": 5.0},
}
