"""How often one place, and one unit, may leave ideas and try codes. Whom it concerns can not be read from the count."""

from datetime import timedelta
from ipaddress import ip_network
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from goda_exempel.lockout import client_address
from goda_exempel.rate_limit import is_allowed, is_used_up

WITHIN: Final = timedelta(hours=1)
IDEAS_FROM_A_PLACE: Final = 20  # a whole workplace often has one address to the outside
IDEAS_TO_A_UNIT: Final = 60
WRONG_CODES: Final = 10


def may_leave(request: HttpRequest, poster: int) -> bool:
    """Count one more idea."""
    return is_allowed(f"breakroom:from:{place_of(request)}", most=IDEAS_FROM_A_PLACE, within=WITHIN) and is_allowed(
        f"breakroom:to:{poster}", most=IDEAS_TO_A_UNIT, within=WITHIN
    )


def may_try_a_code(request: HttpRequest) -> bool:
    return not is_used_up(_codes(request), most=WRONG_CODES, within=WITHIN)


def count_wrong_code(request: HttpRequest) -> None:
    is_allowed(_codes(request), most=WRONG_CODES, within=WITHIN)


def _codes(request: HttpRequest) -> str:
    return f"breakroom:codes:{place_of(request)}"


def place_of(request: HttpRequest) -> str:
    """The address as a hash that is another tomorrow: who left an idea must not stand in the database.

    Of an IPv6 address the first half, as whoever has one has all the others below it.
    """
    address = client_address(request)
    network = str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
    return salted_hmac(f"ideas.breakroom.place.{timezone.localdate()}", network, algorithm="sha256").hexdigest()[:32]
