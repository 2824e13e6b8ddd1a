"""What Django loads for ``ENGINE = "goda_exempel.embedded"``: its own PostgreSQL engine over a server we start."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from goda_exempel.embedded.server import Server, ServerError


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        server = Server.at(Path(self.settings_dict["HOST"]))
        return {**super().get_connection_params(), "host": str(server.sockets)}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            Server.at(Path(self.settings_dict["HOST"])).hold()
        except ServerError as error:
            raise OperationalError(str(error)) from error
        return super().get_new_connection(conn_params)
