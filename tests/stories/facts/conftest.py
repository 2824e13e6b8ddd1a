from tests.notices.conftest import port, server

__all__ = ["port", "server"]
