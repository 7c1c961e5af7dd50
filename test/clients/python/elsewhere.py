"""Tries to get to other hosts, by the proxy and without it; prints what came of it."""

import only_this_machine  # noqa: F401

import json
import sys
import urllib.request

import requests


def attempt(ask):
    try:
        return f"answered with {ask()}"
    except OSError as error:
        return type(error).__name__


WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))

json.dump(
    {
        "by the proxy": attempt(lambda: requests.get("https://example.com/").status_code),
        "by the proxy, without TLS": requests.get("http://example.com/").status_code,
        "without it": attempt(lambda: WITHOUT_PROXY.open("https://example.com/").status),
        "by address": attempt(lambda: WITHOUT_PROXY.open("http://192.0.2.1/").status),
    },
    sys.stdout,
)
