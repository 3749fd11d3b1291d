"""Moto's server under a clock that stands still until PUT /clock moves it.

Dates such as a key's creation cannot be chosen through any API; with this the seed creates each
resource "on the day" and two recordings are the same bytes. The time is the request's body (ISO 8601).
Usage: clock.py PORT START
"""

import sys

from freezegun import freeze_time
from moto.server import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import run_simple


def with_clock(moto, clock):
    def app(environ, start_response):
        if environ["PATH_INFO"] != "/clock":
            return moto(environ, start_response)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        clock.move_to(environ["wsgi.input"].read(length).decode())
        start_response("204 No Content", [])
        return []

    return app


def main(port, start):
    moto = DomainDispatcherApplication(create_backend_app)
    with freeze_time(start) as clock:
        run_simple("127.0.0.1", port, with_clock(moto, clock), threaded=True, request_handler=MotoRequestHandler)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
