from django.urls import path

from ideas.duplicates import views

urlpatterns = [
    path("<slug:number>/samma-ide/", views.add, name="duplicate_link"),
    path("<slug:number>/samma-ide/<int:pk>/angra/", views.remove, name="duplicate_undo"),
]
