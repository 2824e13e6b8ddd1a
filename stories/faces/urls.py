from django.urls import path

from stories.faces import views

urlpatterns = [
    path("<int:pk>/personer/ny/", views.add, name="person_new"),
    path("<int:pk>/personer/<int:number>/", views.person, name="person"),
    path("<int:pk>/personer/<int:number>/aterkalla/", views.withdraw, name="person_withdraw"),
    path("<int:pk>/arkiv/<int:number>/las-upp/", views.open_locked, name="snapshot_open"),
]
