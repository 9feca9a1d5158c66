"""A mail server that takes whatever comes as fast as it can be read, and keeps nothing.

aiosmtpd looks at every line and is slower than what is measured. Prints its port; then, for each
line on its input, how many letters ended since the last one, and their bytes.
"""

from __future__ import annotations

import socket
import sys
import threading

_AT_ONCE = 1 << 20
_END = b"\r\n.\r\n"
_ANSWERS = {b"EHLO": b"250-sink\r\n250-8BITMIME\r\n250 SIZE 0\r\n", b"QUIT": b"221 bye\r\n"}


class Counted:
    """Letters and bytes, over all connections."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._letters = self._bytes = 0

    def add(self, size: int) -> None:
        with self._lock:
            self._letters += 1
            self._bytes += size

    def take(self) -> tuple[int, int]:
        with self._lock:
            counted = self._letters, self._bytes
            self._letters = self._bytes = 0
            return counted


def main() -> None:
    counted = Counted()
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_accept, args=(server, counted), daemon=True).start()
        print(server.getsockname()[1], flush=True)
        for _ in sys.stdin:
            print(*counted.take(), flush=True)


def _accept(server: socket.socket, counted: Counted) -> None:
    while True:
        line, _ = server.accept()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_talk, args=(line, counted), daemon=True).start()


def _talk(line: socket.socket, counted: Counted) -> None:
    room = bytearray(_AT_ONCE)
    with line:
        line.sendall(b"220 sink\r\n")
        while command := line.recv(4096):
            verb = command[:4].upper()
            if verb == b"DATA":
                line.sendall(b"354 go on\r\n")
                counted.add(_letter(line, room))
            line.sendall(_ANSWERS.get(verb, b"250 ok\r\n"))
            if verb == b"QUIT":
                return


def _letter(line: socket.socket, room: bytearray) -> int:
    """Read up to the dot on a line of its own; give how many bytes there were."""
    tail, size = b"\r\n", 0
    while not tail.endswith(_END):
        read = line.recv_into(room)
        if not read:
            raise SystemExit("a letter broke off")
        size += read
        tail = (tail + room[max(0, read - len(_END)) : read])[-len(_END) :]
    return size


if __name__ == "__main__":
    main()
