from django.contrib.auth import views as auth
from django.urls import path, reverse_lazy

from goda_exempel.accounts import views

app_name = "accounts"

urlpatterns = [
    path("logga-in/", views.LogIn.as_view(), name="login"),
    path("logga-in/fortsatt/", views.resume, name="resume"),
    path("logga-in/fortsatt/kasta/", views.discard, name="discard"),
    path("logga-ut/", auth.LogoutView.as_view(), name="logout"),
    path("admin/login/", views.admin_login, name="admin_login"),
    path("mig/", views.me, name="me"),
    path("mig/sprak/", views.choose_language, name="language"),
    path("mig/losenord/", views.ChangePassword.as_view(), name="password_change"),
    path("glomt-losenord/", views.ForgottenPassword.as_view(), name="password_reset"),
    path(
        "glomt-losenord/skickat/",
        auth.PasswordResetDoneView.as_view(template_name="accounts/password_reset_done.html"),
        name="password_reset_done",
    ),
    path(
        "glomt-losenord/<uidb64>/<token>/",
        views.NewPassword.as_view(success_url=reverse_lazy("accounts:password_reset_complete")),
        name="password_reset_confirm",
    ),
    path(
        "glomt-losenord/klart/",
        auth.PasswordResetCompleteView.as_view(template_name="accounts/password_reset_complete.html"),
        name="password_reset_complete",
    ),
]
