#!/usr/bin/env bash
# Debian's python3-twilio (seen: 7.7.1) on python3-requests (seen: 2.28.1).
#
# In a company whose proxy opens TLS, and in tests with a server of one's own, Python programs are told by two variables of
# requests: HTTPS_PROXY, where the proxy is, and REQUESTS_CA_BUNDLE, whose certificates are trusted. Twilio's client sends
# a prepared request through its session, and requests looks into the first variable there, but not into the second: so
# the client goes to the proxy, and refuses its certificate. The same request by requests itself works.
#
# Seen: requests gets the answer of a server whose certificate is in REQUESTS_CA_BUNDLE; Twilio's client ends with an
# SSLError, and with HTTPS_PROXY set it does go to the proxy.
set -euo pipefail
python=
for one in python3 /usr/bin/python3; do
	if "$one" -c 'import twilio' 2>/dev/null; then python=$one && break; fi
done
[[ -n "$python" ]] || {
	echo 'python3-twilio is missing: apt-get install python3-twilio' >&2
	exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost 2>/dev/null

cat >probe.py <<'PROBE'
import os
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import requests
from twilio.http.http_client import TwilioHttpClient


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def do_CONNECT(self):
        asked.append(self.path)
        self.send_error(502)

    def log_message(self, *_):
        pass


def serve(tls=None):
    server = HTTPServer(("127.0.0.1", 0), Answer)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def outcome(request):
    try:
        return request().status_code
    except requests.exceptions.RequestException as error:
        return type(error).__name__


asked = []
for name in list(os.environ):
    if name.lower() in ("https_proxy", "http_proxy", "all_proxy", "no_proxy", "curl_ca_bundle"):
        del os.environ[name]
os.environ["REQUESTS_CA_BUNDLE"] = "cert.pem"
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain("cert.pem", "key.pem")
url = "https://localhost:%d/" % serve(tls)
print("REQUESTS_CA_BUNDLE, requests:", outcome(lambda: requests.get(url, timeout=10)))
print("REQUESTS_CA_BUNDLE, Twilio's client:", outcome(lambda: TwilioHttpClient().request("GET", url, timeout=10)))

os.environ["HTTPS_PROXY"] = "http://127.0.0.1:%d" % serve()
outcome(lambda: TwilioHttpClient().request("GET", "https://api.example.com/", timeout=10))
print("HTTPS_PROXY, Twilio's client asks the proxy for:", ", ".join(asked))
PROBE

seen=$("$python" probe.py)
expected="REQUESTS_CA_BUNDLE, requests: 200
REQUESTS_CA_BUNDLE, Twilio's client: SSLError
HTTPS_PROXY, Twilio's client asks the proxy for: api.example.com:443"
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with python3-twilio 7.7.1.' >&2
	exit 1
}
