"""What is done without anybody asking: every day, and when a round is over, what was kept long enough is destroyed.

The work waits in the same database (django-tasks), and ``commonweal worker`` does it. No argument is ever kept with it,
and a failure is told by its class alone, since both would lie in the database.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from commonweal.web import clock, timetable
from commonweal.web.logs import tell
from commonweal.web.procedures.apply_retention import apply_retention
from commonweal.web.reads import stored
from commonweal.web.rights import Actors

HOUR = 3
"""The hour of the night, in the place's own time, at which the daily run is due."""
POLL_SECONDS = 60
"""How often the worker looks whether something is due: rarely, since ballots wait while it looks on SQLite."""
RESULT_DAYS = 7


@task()
def tidy() -> bool:
    """Destroy what was kept long enough, and have it done again tomorrow; say whether it went well."""
    try:
        gone = apply_retention(at=clock.now(), actors=Actors("steward"))
        tell("tidied", figures={name.replace(" ", "_"): count for name, count in gone.items()})
    except Exception as bad:  # noqa: BLE001 - the library would keep its words, and people's, in the database
        tell("tidying failed", code=type(bad).__qualname__)
        return False
    finally:
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - timedelta(days=RESULT_DAYS)).delete()
        _once_more(next_night(clock.now()))
    return True


def tidy_soon() -> None:
    """Have the worker tidy as soon as it looks: when a round is over, with the act that ended it or not at all."""
    tidy.enqueue()


def next_night(at: datetime) -> datetime:
    """Give the next moment, in UTC, at which the daily run is due."""
    zone = ZoneInfo((stored.place() or {}).get("time_zone") or timetable.ZONE)
    tonight = datetime.combine(at.astimezone(zone).date(), time(HOUR), zone)
    due = tonight if tonight > at else datetime.combine(tonight.date() + timedelta(days=1), time(HOUR), zone)
    return due.astimezone(UTC)


def work(*, once: bool) -> None:
    """Tidy now, and then do whatever is due until this process is told to end. It must be the main thread.

    Args:
        once: whether to end when nothing is due any more.
    """
    tell("worker began")
    if not DBTaskResult.objects.ready().filter(task_path=tidy.module_path).exists():
        tidy_soon()
    call_command("db_worker", interval=POLL_SECONDS, batch=once, startup_delay=False, reload=False, verbosity=0)


def _once_more(due: datetime) -> None:
    """Have it done at a moment, unless that is arranged already."""
    waiting = DBTaskResult.objects.filter(status="READY", task_path=tidy.module_path, run_after=due)
    if not waiting.exists():
        tidy.using(run_after=due).enqueue()
