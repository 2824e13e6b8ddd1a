from django.urls import path

from ideas.outside import views

urlpatterns = [
    path("kopplingar/", views.connections, name="connections"),
    path("kopplingar/nycklar/", views.make_token, name="token_make"),
    path("kopplingar/nycklar/<int:pk>/aterkalla/", views.revoke_token, name="token_revoke"),
    path("kopplingar/webhookar/", views.make_webhook, name="webhook_make"),
    path("kopplingar/webhookar/<int:pk>/avsluta/", views.stop_webhook, name="webhook_stop"),
    path("kopplingar/leveranser/<int:pk>/skicka/", views.send_again, name="delivery_send"),
]
