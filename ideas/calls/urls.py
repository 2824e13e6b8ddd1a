from django.urls import path

from ideas.calls import views

urlpatterns = [
    path("upprop/", views.calls, name="calls"),
    path("upprop/nytt/", views.new, name="call_new"),
    path("upprop/<slug:slug>/", views.call, name="call"),
    path("upprop/<slug:slug>/andra/", views.edit, name="call_edit"),
    path("upprop/<slug:slug>/ta-bort/", views.remove, name="call_remove"),
    path("upprop/<slug:slug>/flytta/<slug:name>/", views.move, name="call_move"),
    path("upprop/<slug:slug>/bild/<int:width>.<slug:ext>", views.picture, name="call_picture"),
]
