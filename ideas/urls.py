from django.urls import include, path

from ideas import views_desk, views_idea, views_staff

app_name = "ideas"

urlpatterns = [
    path("", views_staff.board, name="board"),
    path("", include("ideas.handing_in.urls")),
    path("mina/", views_staff.mine, name="mine"),
    path("beredning/", views_desk.queue, name="queue"),
    path("mina-enheter/", views_desk.units, name="units"),
    path("<slug:number>/", views_idea.idea, name="idea"),
    path("<slug:number>/redigera/", views_idea.edit, name="edit"),
    path("<slug:number>/flytta/<slug:name>/", views_idea.move, name="move"),
    path("<slug:number>/medidegivare/", views_idea.add_contributor, name="contributor_add"),
    path("<slug:number>/medidegivare/<int:pk>/ta-bort/", views_idea.remove_contributor, name="contributor_remove"),
]
