"""A small writer of compound files (MS-CFB): the .msg files that the reader is tried on."""

from __future__ import annotations

import struct

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT_SECTOR, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF

Tree = dict[str, "bytes | Tree"]


class _Entry:
    def __init__(self, name: str, kind: int, content: bytes = b"") -> None:
        self.name, self.kind, self.content = name, kind, content
        self.child = self.sibling = NONE
        self.start, self.size = 0, len(content)

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), self.kind, 1)
        links = struct.pack("<III", NONE, self.sibling, self.child)
        return head + links + bytes(36) + struct.pack("<IQ", self.start, self.size)


def compound(tree: Tree) -> bytes:
    """Write a tree of storages and streams; siblings form a chain, which readers accept."""
    entries = [_Entry("Root Entry", 5)]
    entries[0].child = _add(entries, tree)
    chains: list[int] = []
    body = bytearray()
    minis, mini_chain = bytearray(), list[int]()
    for entry in entries[1:]:
        if entry.kind == 2 and len(entry.content) < CUTOFF:
            entry.start = _append(minis, mini_chain, entry.content, MINI)
        elif entry.kind == 2:
            entry.start = _append(body, chains, entry.content, SECTOR)
    entries[0].start = _append(body, chains, bytes(minis), SECTOR)
    entries[0].size = len(minis)
    mini_table = _table(mini_chain)
    mini_start = _append(body, chains, mini_table, SECTOR)
    directory = b"".join(entry.packed() for entry in entries)
    directory_start = _append(
        body, chains, directory.ljust(-(-len(directory) // 512) * 512, b"\0"), SECTOR
    )
    tables = [directory_start, mini_start, len(mini_table) // SECTOR]
    return _header(chains, tables) + bytes(body) + _table(chains + [FAT_SECTOR] * _count(chains))


def _count(chains: list[int]) -> int:
    count = 1
    while (len(chains) + count) * 4 > count * SECTOR:
        count += 1
    return count


def _header(chains: list[int], tables: list[int]) -> bytes:
    count = _count(chains)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, count, tables[0], 0, CUTOFF, tables[1], tables[2], END, 0)
    places = [len(chains) + number for number in range(count)]
    return head + struct.pack("<109I", *places, *([FREE] * (109 - count)))


def _add(entries: list[_Entry], tree: Tree) -> int:
    first = last = None
    for name, value in tree.items():
        is_stream = isinstance(value, bytes)
        entry = _Entry(name, 2 if is_stream else 1, value if isinstance(value, bytes) else b"")
        number = len(entries)
        entries.append(entry)
        if isinstance(value, dict):
            entry.child = _add(entries, value)
        if last is None:
            first = number
        else:
            last.sibling = number
        last = entry
    return NONE if first is None else first


def _append(body: bytearray, chain: list[int], content: bytes, size: int) -> int:
    if not content:
        return END
    start = len(chain)
    count = -(-len(content) // size)
    body += content.ljust(count * size, b"\0")
    chain += [start + number + 1 for number in range(count - 1)] + [END]
    return start


def _table(chain: list[int]) -> bytes:
    rows = len(chain) + -len(chain) % (SECTOR // 4)
    return struct.pack(f"<{rows}I", *chain, *([FREE] * (rows - len(chain))))


def storage(
    header: int, *entries: tuple[str, bytes] | tuple[int, int, bytes], **more: Tree
) -> Tree:
    """Make the storage of a message, an attachment or a recipient.

    A stream is given as its key and type ("0037001F") with its content; a fixed value as type,
    key and eight bytes.
    """
    tree: Tree = {}
    rows = bytearray(header)
    for entry in entries:
        if len(entry) == 2:
            tree[f"__substg1.0_{entry[0]}"] = entry[1]
            key, kind = int(entry[0][:4], 16), int(entry[0][4:], 16)
            rows += struct.pack("<HHIII", kind, key, 6, len(entry[1]), 0)
        else:
            rows += struct.pack("<HHI", entry[0], entry[1], 6) + entry[2].ljust(8, b"\0")
    return {**tree, "__properties_version1.0": bytes(rows), **more}


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def number(key: int, value: int) -> tuple[int, int, bytes]:
    return 3, key, struct.pack("<I", value)
