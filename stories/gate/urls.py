from django.urls import path

from stories.gate import views

urlpatterns = [
    path("", views.words, name="words"),
    path("granser/", views.limits, name="words_limits"),
    path("<int:pk>/", views.word, name="word"),
    path("<int:pk>/ta-bort/", views.remove, name="word_remove"),
]
