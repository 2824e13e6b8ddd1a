from typing import Any

from axes.utils import reset
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goda_exempel.accounts.forms import (
    ChangePasswordForm,
    ForgottenPasswordForm,
    LanguageForm,
    LogInForm,
    NewPasswordForm,
)
from goda_exempel.accounts.models import signed_in
from goda_exempel.accounts.workflow import first_page
from goda_exempel.kept import drop, kept
from goda_exempel.menu import menu_of
from goda_exempel.notices.choices import choices_in_words
from goda_exempel.registry import panels_of
from goda_exempel.roles import ROLES


class LogIn(auth.LoginView):
    template_name = "accounts/login.html"
    form_class = LogInForm
    redirect_authenticated_user = True

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Where ``next`` leads, if it is ours and not back here."""
        address = super().get_redirect_url()
        return "" if address.partition("?")[0] == self.request.path else address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without Django's ``site``, which would stand in the way of ours."""
        context = super().get_context_data(**kwargs)
        kept_form = {"kept": kept(self.request)}
        return {name: value for name, value in context.items() if name not in ("site", "site_name")} | kept_form

    def get_success_url(self) -> str:
        """What a person was writing when the log-in ended comes first."""
        return reverse("accounts:resume") if kept(self.request) else super().get_success_url()

    def get_default_redirect_url(self) -> str:
        return first_page(signed_in(self.request))


@login_required
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """What was written when the log-in had ended, to be looked at and sent again."""
    waiting = kept(request)
    if waiting is None:
        return redirect(first_page(signed_in(request)))
    return render(request, "accounts/resume.html", {"kept": waiting})


@login_required
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    drop(request)
    messages.success(request, _("What you had written is thrown away."))
    return redirect(first_page(signed_in(request)))


@require_safe
def admin_login(request: HttpRequest) -> HttpResponse:
    """The administration pages have no log-in of their own: it would pass by ours and what guards it."""
    if request.user.is_authenticated:
        if not signed_in(request).is_staff:
            raise PermissionDenied
        return redirect("admin:index")
    after = request.GET.get("next") or reverse("admin:index")
    return redirect(f"{reverse('accounts:login')}?{urlencode({'next': after})}")


@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    return _me(request, LanguageForm(instance=signed_in(request)))


@login_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST, instance=signed_in(request))
    if not form.is_valid():
        return _me(request, form)
    person = form.save()
    with translation.override(person.language):
        messages.success(request, _("The language is changed."))
        return redirect("accounts:me")


def _me(request: HttpRequest, form: LanguageForm) -> HttpResponse:
    person = signed_in(request)
    context: dict[str, Any] = {
        "form": form,
        "roles": [role.label for role in ROLES.values() if role.name in person.role_names],
        "units": list(person.units.all()),
        "waiting": [item for item in menu_of(person) if item.count],
        "notice_choices": choices_in_words(person),
        "panels": panels_of(person),
    }
    return render(request, "accounts/me.html", context)


class ChangePassword(LoginRequiredMixin, auth.PasswordChangeView):
    template_name = "accounts/password_change.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:me")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


class ForgottenPassword(auth.PasswordResetView):
    template_name = "accounts/password_reset.html"
    form_class = ForgottenPasswordForm  # type: ignore[assignment]
    success_url = reverse_lazy("accounts:password_reset_done")


class NewPassword(auth.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    form_class = NewPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Who can read the person's letters has shown who they are: wrong passwords before this no longer count."""
        reset(username=form.user.email)
        return super().form_valid(form)
