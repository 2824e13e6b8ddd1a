from django.urls import path

from ideas.handing_in import views, views_saving

urlpatterns = [
    path("ny/", views.new, name="new"),
    path("ny/utkast/", views_saving.new_draft, name="save_new"),
    path("<slug:number>/utkast/", views_saving.draft, name="save_draft"),
    path("<slug:number>/kontrollera/", views.check, name="check"),
    path("<slug:number>/flytta/submit/", views.submit, name="submit"),
    path("<slug:number>/kvitto/", views.receipt, name="receipt"),
    path("<slug:number>/sekretess/", views.secrecy, name="secrecy"),
]
