"""A mail server for tests, on loopback: STARTTLS, TLS from the first byte, AUTH, and refusals that the address asks for.

Takes one argument, JSON: {"certificate", "key", "user", "password", "log", "delay_ms"}. Prints one line of JSON with its ports. Each letter
is a line of JSON in the log before it is answered. Ends when its stdin is closed. The local part of the recipient decides:

  quotes…   550 at RCPT, with the password in it
  unknown…  550 at RCPT          later-N…  451 at the end of the first N letters
  full…     552 at the end       cut…      kept, and the line is cut before the answer

A line of JSON on its stdin, {"skip", "moment"}, asks it to print the id of the letter that comes after the next `skip`: "before" it is
answered, which it then never is, or "after".
"""

import asyncio
import json
import logging
import re
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

# It warns of what these tests are about.
logging.disable(logging.WARNING)
warnings.simplefilter("ignore")

said = json.loads(sys.argv[1])
seen = {}
steered = []


def listen():
    # Whoever started it holds the other end, and lets go of it whatever happens.
    for line in sys.stdin:
        steered[:] = [json.loads(line)]


def came():
    """Is this the letter that is waited for? Then at which moment."""
    if not steered:
        return None
    if steered[0]["skip"] > 0:
        steered[0]["skip"] -= 1
        return None
    return steered.pop()["moment"]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("unknown"):
            return "550 5.1.1 No such mailbox here"
        if address.startswith("quotes"):
            return "550 5.1.1 Not with this password: " + said["password"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        seen[name] = seen.get(name, 0) + 1
        if name.startswith("later-") and seen[name] <= int(name.split("-")[1]):
            return "451 4.7.1 Greylisted, come back later"
        if name.startswith("full"):
            return "552 5.2.2 The mailbox is full"
        letter = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
            "login": bool(session.authenticated),
            "letter": envelope.original_content.decode("utf-8", "replace"),
        }
        with open(said["log"], "a", encoding="utf-8") as log:
            log.write(json.dumps(letter) + "\n")
        moment = came()
        if moment:
            told = re.search(rb"(?im)^message-id:\s*<([^@>]+)", envelope.original_content).group(1).decode()
            if moment == "before":
                print(told, flush=True)
                # The server cancels this when the line ends.
                await asyncio.sleep(60)
            # The answer is written before the loop gets to it.
            asyncio.get_running_loop().call_soon(lambda: print(told, flush=True))
            return "250 2.0.0 Taken"
        await asyncio.sleep(said.get("delay_ms", 0) / 1000)
        if name.startswith("cut") and seen[name] == 1:
            server.transport.abort()
            return "250 never heard"
        return "250 2.0.0 Taken as " + str(sum(seen.values()))


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == said["user"].encode() and data.password == said["password"].encode()
    return AuthResult(success=right, handled=right)


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(said["certificate"], said["key"])
    options = {"hostname": "mail.test", "authenticator": authenticate, "auth_required": True, "enable_SMTPUTF8": True}
    loop = asyncio.get_running_loop()
    after = lambda: SMTP(Handler(), tls_context=context, require_starttls=True, **options)
    first = lambda: SMTP(Handler(), auth_require_tls=False, **options)
    clear = lambda: SMTP(Handler(), hostname="mail.test", enable_SMTPUTF8=True)
    ports = {}
    for name, factory, tls in [("starttls", after, None), ("tls", first, context), ("none", clear, None)]:
        server = await loop.create_server(factory, "127.0.0.1", said.get("ports", {}).get(name, 0), ssl=tls)
        ports[name] = server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    await loop.run_in_executor(None, listen)


asyncio.run(main())
