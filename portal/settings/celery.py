"""Tasks: the embedded worker by default, Celery on Redis when configured."""

from .environment import read_environment

env = read_environment()

TASK_RUNNER = env.tasks
CELERY_APP = "portal.celery.app"
CELERY_BROKER_URL = env.redis_url or None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
# A request must not wait for a broker that is away: the row is kept, beat finds it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Tokyo"
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "portal.delivery.tasks.drain", "schedule": 5.0},
    "run-periodic": {"task": "portal.delivery.tasks.run_periodic", "schedule": 30.0},
}
