from django.urls import path

from ideas.breakroom import views_follow, views_leave

urlpatterns = [
    path("lamna/<slug:token>/", views_leave.leave_idea, name="breakroom"),
    path("folj/", views_follow.follow, name="follow"),
    path("folj/svara/", views_follow.follow_answer, name="follow_answer"),
    path("folj/namn/", views_follow.follow_name, name="follow_name"),
]
