from django.urls import path

from stories.newsletter import views_public

urlpatterns = [
    path("nyhetsbrev/", views_public.subscribe, name="newsletter"),
    path("nyhetsbrev/bekrafta/<str:token>/", views_public.confirm_address, name="newsletter_confirm"),
    path("nyhetsbrev/avsluta/<str:token>/", views_public.end_newsletter, name="newsletter_end"),
]
