from django.urls import path

from ideas.breakroom import views_posters, views_staff

urlpatterns = [
    path("affischer/", views_posters.posters, name="posters"),
    path("affischer/<slug:unit>/affisch.pdf", views_posters.poster_pdf, name="poster_pdf"),
    path("affischer/<slug:unit>/fornya/", views_posters.renew_poster, name="poster_renew"),
    path("att-slappa-fram/", views_staff.held, name="held"),
    path("min-kod/", views_staff.claim_idea, name="claim"),
]
