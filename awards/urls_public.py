from django.urls import path

from awards import views_public

urlpatterns = [
    path("arets-medarbetarinnovation/", views_public.winners, name="winners"),
    path("arets-medarbetarinnovation/<int:year>/", views_public.winner, name="winner"),
]
