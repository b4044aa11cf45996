"""A small mail server with a journal, for drills: `python -m tests.chaos.mail_sink JOURNAL PORT_FILE`.

Of each hundred mails it puts off some, and of some it takes the mail but drops the line before saying so.
"""

import random
import re
import socketserver
import sys
import threading
from pathlib import Path

PUT_OFF, SILENT = 0.05, 0.03


class Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word in (b"EHLO", b"HELO", b"RSET", b"NOOP", b"MAIL"):
                self.say("250 ok")
            elif word == b"RCPT":
                self.say("450 later" if random.random() < PUT_OFF else "250 ok")
            elif word == b"DATA":
                self.say("354 go on")
                if not self.take():
                    return
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("502 no")

    def take(self) -> bool:
        body = b""
        while not body.endswith(b"\r\n.\r\n"):
            line = self.rfile.readline()
            if not line:
                return False  # the sender died half-way: nothing was taken
            body += line
        message_id = re.search(rb"^Message-ID: (<[^>]+>)", body, re.MULTILINE | re.IGNORECASE)[1].decode()
        with self.server.lock, self.server.journal.open("a") as journal:
            journal.write(message_id + "\n")
        if random.random() < SILENT:
            return False
        self.say("250 taken")
        return True

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class Sink(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, journal: Path) -> None:
        self.journal = journal
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), Session)


if __name__ == "__main__":
    journal, port_file = map(Path, sys.argv[1:])
    journal.touch()
    with Sink(journal) as sink:
        port_file.write_text(str(sink.server_address[1]))
        sink.serve_forever()
