from django_tasks import task


@task()
def go_on(run_pk: int) -> None:
    """Bring in the next lines of an import, and queue what is left behind what waits already. Safe to run twice."""
    from stories.importing.runs import work_on

    if work_on(run_pk):
        go_on.enqueue(run_pk)
