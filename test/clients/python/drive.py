"""Drives Twilio's package for Python: one JSON list of [what, arguments] in, the list of what came of each out."""

import only_this_machine  # noqa: F401

import json
import os
import sys

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

API = "https://api.twilio.com/2010-04-01/Accounts"


def sign_in(given):
    http = TwilioHttpClient()
    # It sends what it has prepared itself, and so takes the proxy of the environment and not its certificates.
    http.session.verify = os.environ["REQUESTS_CA_BUNDLE"]
    return Client(**given, http_client=http)


def describe(call):
    return {
        "sid": call.sid,
        "status": call.status,
        "direction": call.direction,
        "start_time": call.start_time.isoformat() if call.start_time else None,
        "duration": call.duration,
    }


def pages(client, **filters):
    page = client.calls.page(**filters)
    sids = []
    while page is not None:
        sids.append([call.sid for call in page])
        page = page.next_page()
    return sids


def request(client, method, path, **given):
    """For resources that this version has no class for."""
    response = client.request(method, f"{API}/{client.account_sid}{path}", **given)
    return {"status": response.status_code, "body": json.loads(response.text or "null")}


DO = {
    "fetch": lambda client, sid: describe(client.calls(sid).fetch()),
    "update": lambda client, sid, **changes: describe(client.calls(sid).update(**changes)),
    "list": lambda client, **filters: [call.sid for call in client.calls.list(**filters)],
    "pages": pages,
    "account": lambda client: client.api.accounts(client.account_sid).fetch().friendly_name,
    "request": request,
}


def attempt(client, what, given):
    try:
        return {"result": DO[what](client, **given)}
    except TwilioRestException as error:
        return {"error": {"status": error.status, "code": error.code, "message": error.msg}}
    except OSError as error:
        return {"failed": type(error).__name__}


steps = json.load(sys.stdin)
client = sign_in(json.loads(os.environ["SIGN_IN"]))
json.dump([attempt(client, what, given) for what, given in steps], sys.stdout)
