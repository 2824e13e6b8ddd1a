from django.urls import path

from stories.publishing import views

urlpatterns = [
    path("<int:pk>/arkiv/<int:number>.zip", views.snapshot, name="snapshot"),
]
