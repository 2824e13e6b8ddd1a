from django.urls import include, path

from ideas import views_idea

app_name = "ideas"

urlpatterns = [
    path("", include("ideas.board.urls")),
    path("", include("ideas.similar.urls")),
    path("", include("ideas.duplicates.urls")),
    path("", include("ideas.files.urls")),
    path("", include("ideas.outside.urls")),
    path("", include("ideas.calls.urls")),
    path("", include("ideas.guidance.urls")),
    path("", include("ideas.manager.urls")),
    path("", include("ideas.proof.urls")),
    path("", include("ideas.effects.urls")),
    path("", include("ideas.breakroom.urls")),
    path("", include("ideas.people.urls")),
    path("", include("ideas.support.urls")),
    path("", include("ideas.comments.urls")),
    path("", include("ideas.queue.urls")),
    path("", include("ideas.owning.urls")),
    path("", include("ideas.notes.urls")),
    path("", include("ideas.handing_in.urls")),
    path("<slug:number>/", views_idea.idea, name="idea"),
    path("<slug:number>/redigera/", views_idea.edit, name="edit"),
    path("<slug:number>/flytta/<slug:name>/", views_idea.move, name="move"),
]
