from django.urls import path

from ideas.board import views

urlpatterns = [
    path("", views.board, name="board"),
    path("lista.csv", views.board_csv, name="board_csv"),
    path("lista.xlsx", views.board_xlsx, name="board_xlsx"),
    path("mina/", views.mine, name="mine"),
]
