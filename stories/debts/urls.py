from django.urls import path

from stories.debts import views

urlpatterns = [
    path("<int:pk>/vantar/ny/", views.add, name="debt_add"),
    path("<int:pk>/vantar/<int:number>/andra/", views.change, name="debt_change"),
    path("<int:pk>/vantar/<int:number>/klar/", views.settle, name="debt_settle"),
    path("<int:pk>/vantar/<int:number>/oppna/", views.reopen, name="debt_reopen"),
]
