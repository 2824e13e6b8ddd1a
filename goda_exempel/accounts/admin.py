from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import Unit, User
from goda_exempel.forms import CarefulForm
from goda_exempel.roles import ROLES

admin.site.site_header = admin.site.site_title = _("Administration of the portal")
admin.site.index_title = _("People, units and the prize")


class RoleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Roles by what they are called, in the order of the table."""

    def label_from_instance(self, obj: Any) -> str:
        return str(ROLES[obj.name].label)


class UserForm(CarefulForm, forms.ModelForm[User]):
    groups = RoleField(
        queryset=Group.objects.filter(name__in=ROLES),
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = User
        fields = ["email", "name", "groups", "units", "language", "is_active"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """A new person has no password and chooses one by the link for forgotten passwords."""

    form = UserForm
    list_display = ("name", "email", "roles", "is_active")
    list_filter = ("is_active", "units")
    search_fields = ("name", "email")
    filter_horizontal = ("units",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("Roles"))
    def roles(self, person: User) -> str:
        return ", ".join(str(ROLES[group.name].label) for group in person.groups.all() if group.name in ROLES)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


class UnitForm(CarefulForm, forms.ModelForm[Unit]):
    class Meta:
        model = Unit
        fields = ["name", "slug", "parent"]


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin[Unit]):
    form = UnitForm
    list_display = ("name", "parent")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    list_select_related = ("parent",)
