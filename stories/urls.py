from django.urls import include, path

from stories import views_desk, views_facts, views_new, views_work

app_name = "stories"

urlpatterns = [
    path("", views_desk.desk, name="desk"),
    path("kalender/", include("stories.months.urls")),
    path("nyhetsbrev/", include("stories.newsletter.urls")),
    path("", include("stories.publishing.urls")),
    path("", include("stories.revisions.urls")),
    path("", include("stories.writing.urls")),
    path("", include("stories.review.urls")),
    path("ordlista/", include("stories.gate.urls")),
    path("import/", include("stories.importing.urls")),
    path("", include("stories.facts.urls")),
    path("", include("stories.debts.urls")),
    path("nytt/", views_new.new, name="new"),
    path("nytt/<int:pk>/", views_new.begin, name="begin"),
    path("faktakoll/", views_facts.list_of_facts, name="facts_list"),
    path("<int:pk>/", views_work.work, name="work"),
    path("<int:pk>/forhandsvisning/", views_work.preview, name="preview"),
    path("<int:pk>/faktakoll/", views_facts.facts, name="facts"),
    path("<int:pk>/flytta/<slug:name>/", views_work.move, name="move"),
    path("", include("stories.pictures.urls")),
    path("", include("stories.faces.urls")),
]
