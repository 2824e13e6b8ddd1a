"""Where a webhook may lead."""

from ipaddress import ip_address

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError

from ideas.outside.receivers import NotSentError, addresses_of, is_open, post, receiver_of

WHOLE = "Skriv en hel adress som https://example.se/webhook, utan namn, lösenord eller #."
HTTPS = "Adressen ska börja med https://."
INSIDE = "Adressen ligger inne i nätet. Ge mottagaren ett namn, och låt det bli tillåtet i inställningarna."


@pytest.fixture
def _in_production(settings: LazySettings) -> None:
    settings.DEMONSTRATION = False


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", WHOLE),
        ("https://", WHOLE),
        ("system.example.se", WHOLE),
        ("https://eva:hemligt@example.se/", WHOLE),
        ("https://example.se/#del", WHOLE),
        ("https://example.se:99999/", WHOLE),
        ("https://example.se/a b\r\nX: y", WHOLE),
        ("https://exämple.se/", WHOLE),
        ("https://[::1", WHOLE),
        ("http://example.se/", HTTPS),
        ("http://127.0.0.1/", HTTPS),
        ("http://localhost/", HTTPS),
        ("ftp://example.se/", HTTPS),
        ("file:///etc/passwd", WHOLE),
        ("https://127.0.0.1/", INSIDE),
        ("https://10.0.0.1/", INSIDE),
        ("https://169.254.169.254/latest/meta-data/", INSIDE),
        ("https://[::1]/", INSIDE),
        ("https://[::ffff:10.0.0.1]/", INSIDE),
    ],
)
@pytest.mark.usefixtures("_in_production")
def test_an_address_that_can_not_be_is_refused_with_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        receiver_of(url)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:192.168.0.1",
        "2002:7f00:1::", "2002:c0a8:101::1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("_in_production")
def test_addresses_of_a_network_s_own_are_closed(address: str) -> None:
    assert is_open(ip_address(address)) is False


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
@pytest.mark.usefixtures("_in_production")
def test_addresses_of_the_open_net_are_open(address: str) -> None:
    assert is_open(ip_address(address)) is True


@pytest.mark.usefixtures("_in_production")
def test_a_name_that_leads_inside_is_refused_when_it_is_sent_to(settings: LazySettings) -> None:
    for url in ("https://localhost/", "https://localhost:8443/x?y=1"):
        with pytest.raises(NotSentError) as error:
            post(url, b"{}", {})
        assert error.value.fault == "address"
    settings.WEBHOOK_HOSTS = ["localhost"]
    assert addresses_of(receiver_of("https://localhost/"))


@pytest.mark.usefixtures("_in_production")
def test_the_municipality_s_own_systems_are_let_through_by_name(settings: LazySettings) -> None:
    settings.WEBHOOK_HOSTS = ["localhost"]
    with pytest.raises(NotSentError) as error:
        post("https://localhost:1/", b"{}", {})
    assert error.value.fault == "connection"  # it was tried


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(NotSentError) as error:
        post("https://finns-inte.invalid/", b"{}", {})
    assert error.value.fault == "name"
