from django.urls import path

from stories.revisions import views

urlpatterns = [
    path("<int:pk>/versioner/", views.revisions, name="revisions"),
    path("<int:pk>/versioner/jamfor/", views.comparison, name="revision_compare"),
    path("<int:pk>/versioner/<int:number>/", views.revision, name="revision"),
    path("<int:pk>/versioner/<int:number>/aterstall/", views.restoring, name="revision_restore"),
]
