#!/usr/bin/env python3
"""The broadcast of broadcast.md, written and read in Python's standard library alone.

`python3 broadcast.py ../test/broadcast-vectors.json` holds it to the published vectors. The standard library has no Ed25519,
so it is here, from the formulas of RFC 8032, section 5.1: slow, and not in constant time. Sign with a library such as
`cryptography`.
"""
import hashlib
import json
import re
import struct
import sys

HEADER = struct.Struct('>HBBQQHI')  # the time's 48 bits are its upper 16 and its lower 32
MAGIC, VERSION, KIND, SIGNATURE_BYTES, FRAME_BYTES_MAX, PROBE_BYTES = 0x5352, 1, 5, 64, 4 * 1024 * 1024, 16
FIELDS = (('keyId', '>H'), ('publisher', '>H'), ('topic', '>H'), ('contentType', '>H'), ('probes', '>H'), ('body', '>I'))
BYTES = ('probes', 'body')  # the other fields are text
NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9_-]{0,62}', re.ASCII)
TOPIC = re.compile(r'[A-Za-z0-9][A-Za-z0-9_.-]{0,126}', re.ASCII)

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


class Refused(Exception):
    """Drop the frame and count its reason: malformed, version, audience, publisher, key or signature."""


def added(a, b):
    """The sum of two points of the curve, each (x, y)."""
    (x, y), (u, v) = a, b
    t = D * x * u * y * v
    return ((x * v + y * u) * pow(1 + t, -1, P) % P, (y * v + x * u) * pow(1 - t, -1, P) % P)


def times(n, point):
    result = (0, 1)
    while n:
        if n & 1:
            result = added(result, point)
        point, n = added(point, point), n >> 1
    return result


def point_of(encoded):
    """The point in 32 bytes, None if there is none."""
    number = int.from_bytes(encoded, 'little')
    y, odd = number & ((1 << 255) - 1), number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and odd):
        return None
    return (P - x if x & 1 != odd else x, y)


def encoded(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, 'little')


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, 'little'))


def hashed(*parts):
    return int.from_bytes(hashlib.sha512(b''.join(parts)).digest(), 'little')


def secret(private_key):
    digest = hashlib.sha512(private_key).digest()
    return int.from_bytes(digest[:32], 'little') & ((1 << 254) - 8) | 1 << 254, digest[32:]


def public_key(private_key):
    return encoded(times(secret(private_key)[0], BASE))


def sign(message, private_key):
    number, prefix = secret(private_key)
    r = hashed(prefix, message) % ORDER
    big_r = encoded(times(r, BASE))
    s = (r + hashed(big_r, encoded(times(number, BASE)), message) * number) % ORDER
    return big_r + s.to_bytes(32, 'little')


def is_signed(message, signature, key):
    s, r, a = int.from_bytes(signature[32:], 'little'), point_of(signature[:32]), point_of(key)
    if s >= ORDER or r is None or a is None:
        return False
    return times(s, BASE) == added(r, times(hashed(signature[:32], key, message) % ORDER, a))


def seal(batch, private_key):
    """The signed frame. `batch` has all fields of the page, named as in the vectors; probes and body as bytes."""
    frame = HEADER.pack(MAGIC, VERSION, KIND, batch['after'], batch['through'], *divmod(batch['issuedAtMs'], 1 << 32))
    for name, size in FIELDS:
        value = batch[name] if name in BYTES else batch[name].encode()
        frame += struct.pack(size, len(value)) + value
    if len(frame) + SIGNATURE_BYTES > FRAME_BYTES_MAX:
        raise ValueError('the batch is longer than 4 MiB')
    return frame + sign(frame, private_key)


def decode(frame):
    """The fields of a frame, whoever signed it. Raises Refused."""
    if not HEADER.size + SIGNATURE_BYTES <= len(frame) <= FRAME_BYTES_MAX or frame[:2] != MAGIC.to_bytes(2, 'big'):
        raise Refused('malformed')
    if frame[2] != VERSION:
        raise Refused('version')
    _, _, kind, after, through, high, low = HEADER.unpack_from(frame)
    batch, at, signed = {'after': after, 'through': through, 'issuedAtMs': high << 32 | low}, HEADER.size, frame[:-64]
    try:
        for name, size in FIELDS:
            (length,) = struct.unpack_from(size, signed, at)
            at += struct.calcsize(size)
            value = signed[at:at + length]
            at += length
            batch[name] = value if name in BYTES else value.decode()
    except (struct.error, UnicodeDecodeError):
        raise Refused('malformed') from None
    sound = kind == KIND and at == len(signed) and after <= through < 2**53 and len(batch['probes']) % PROBE_BYTES == 0
    if not sound or not NAME.fullmatch(batch['publisher']) or not TOPIC.fullmatch(batch['topic']):
        raise Refused('malformed')
    return batch


def unseal(frame, topic, publisher, keys):
    """Steps 1 and 2 of what a reader checks; `keys` maps the key id to the publisher's public key. Raises Refused.

    Step 3 needs a memory: the place that was applied, probes that were sent.
    """
    batch = decode(frame)
    if batch['topic'] != topic:
        raise Refused('audience')
    if batch['publisher'] != publisher:
        raise Refused('publisher')
    if batch['keyId'] not in keys:
        raise Refused('key')
    if not is_signed(frame[:-SIGNATURE_BYTES], frame[-SIGNATURE_BYTES:], keys[batch['keyId']]):
        raise Refused('signature')
    return batch


def outcome(frame, topic, publisher, keys):
    """What `unseal` returns, or the reason that it raises."""
    try:
        return unseal(frame, topic, publisher, keys)
    except Refused as refused:
        return str(refused)


def faults(vectors):
    """What in `vectors` this implementation sees in another way."""
    for vector in vectors['accepted']:
        private_key, frame, batch = bytes.fromhex(vector['privateKey']), bytes.fromhex(vector['frame']), vector['batch']
        batch = {**batch, **{name: bytes.fromhex(batch[name]) for name in BYTES}}
        if seal(batch, private_key) != frame:
            yield f"{vector['name']}: another frame is written"
        keys = {batch['keyId']: public_key(private_key)}
        if outcome(frame, batch['topic'], batch['publisher'], keys) != batch:
            yield f"{vector['name']}: is not read as it was written"
    first = vectors['accepted'][0]
    keys = {first['batch']['keyId']: public_key(bytes.fromhex(first['privateKey']))}
    for vector in vectors['refused']:
        found = outcome(bytes.fromhex(vector['frame']), first['batch']['topic'], first['batch']['publisher'], keys)
        if found != vector['reason']:
            yield f"{vector['name']}: is not refused as {vector['reason']}"


if __name__ == '__main__':
    with open(sys.argv[1], encoding='utf-8') as file:
        published = json.load(file)
    seen = list(faults(published))
    print(*seen, f"{len(published['accepted'])} accepted, {len(published['refused'])} refused, {len(seen)} faults",
          sep='\n')
    sys.exit(1 if seen else 0)
