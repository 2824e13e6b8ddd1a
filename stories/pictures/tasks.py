from django_tasks import task


@task()
def make_renditions(picture_pk: int) -> bool:
    """Make what is missing of a picture's renditions. Safe to run twice."""
    from stories.pictures.making import make

    return make(picture_pk)
