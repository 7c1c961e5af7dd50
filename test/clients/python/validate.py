"""What Twilio's validator for Python says of requests: a JSON list of them in, a list of booleans out."""

import only_this_machine  # noqa: F401

import json
import sys

from twilio.request_validator import RequestValidator

json.dump(
    [
        RequestValidator(one["token"]).validate(one["url"], one["parameters"], one["signature"])
        for one in json.load(sys.stdin)
    ],
    sys.stdout,
)
