from django_tasks import task


@task()
def send_delivery(delivery_pk: int) -> bool:
    """Try once to deliver a message to its webhook. Safe to run twice; a try that fails queues the next one."""
    from ideas.outside.workflow import send

    return send(delivery_pk)
