from django.urls import path

from stories.newsletter import views

_MONTH = "<int:year>-<int:month>/"

urlpatterns = [
    path("", views.issues, name="newsletter"),
    path(_MONTH, views.issue, name="newsletter_issue"),
    path(f"{_MONTH}brev.html", views.preview_html, name="newsletter_html"),
    path(f"{_MONTH}brev.txt", views.preview_text, name="newsletter_text"),
    path(f"{_MONTH}prov/", views.send_trial, name="newsletter_trial"),
    path(f"{_MONTH}skicka/", views.send, name="newsletter_send"),
    path(f"{_MONTH}planera/", views.schedule_sending, name="newsletter_schedule"),
    path(f"{_MONTH}avbryt/", views.unschedule_sending, name="newsletter_unschedule"),
    path(f"{_MONTH}resten/", views.send_rest, name="newsletter_rest"),
    path(f"{_MONTH}avsluta/", views.end_sending, name="newsletter_end"),
]
