from django.urls import path

from ideas.people import views

urlpatterns = [
    path("namn/<str:token>/", views.naming_link, name="naming_link"),
    path("<slug:number>/medidegivare/", views.add, name="contributor_add"),
    path("<slug:number>/medidegivare/namn/", views.answer_naming, name="naming"),
    path("<slug:number>/medidegivare/<int:pk>/ta-bort/", views.remove, name="contributor_remove"),
]
