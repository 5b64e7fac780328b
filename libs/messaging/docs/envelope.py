#!/usr/bin/env python3
"""The envelope of envelope.md, written and read in Python's standard library alone.

`python3 envelope.py ../test/envelope-vectors.json` holds it to the published vectors. X25519 is not in the standard
library: `pair_key` begins with the shared secret that a library such as `cryptography` computes.
"""
import hmac
import json
import re
import struct
import sys
import uuid

HEADER = struct.Struct('>HBBBB16s16sHI')  # the deadline's 48 bits are its upper 16 and its lower 32
MAGIC, VERSION, SIGNATURE_BYTES, FRAME_BYTES_MAX = 0x5352, 1, 32, 4 * 1024 * 1024
KINDS = {'request': 1, 'reply': 2, 'event': 3, 'cancel': 4}
PRIORITIES = (0, 1, 2)
STATUSES = dict(OK=0, CANCELLED=1, INVALID_ARGUMENT=3, DEADLINE_EXCEEDED=4, NOT_FOUND=5, ALREADY_EXISTS=6,
                PERMISSION_DENIED=7, RESOURCE_EXHAUSTED=8, FAILED_PRECONDITION=9, ABORTED=10, OUT_OF_RANGE=11,
                UNIMPLEMENTED=12, INTERNAL=13, UNAVAILABLE=14, DATA_LOSS=15, UNAUTHENTICATED=16)
SHORT = ('keyId', 'sender', 'audience', 'pattern', 'replyTo', 'idempotencyKey', 'traceparent', 'contentType',
         'contentEncoding')
LONG = ('metadata', 'securityContext', 'body')  # the body is bytes, all other fields are text
NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9_-]{0,62}', re.ASCII)


class Refused(Exception):
    """Drop the frame and count its reason: malformed, version, unexpected, audience, key or signature."""


def pair_key(shared_secret, one, other, key_id):
    """The key of two services. HKDF-SHA-256 (RFC 5869); 32 bytes are one block of it."""
    parts = ['strongroom messaging pair key v1', *sorted((one, other)), key_id]
    info = b''.join(struct.pack('>H', len(part.encode())) + part.encode() for part in parts)
    pseudorandom_key = hmac.digest(bytes(32), shared_secret, 'sha256')
    return hmac.digest(pseudorandom_key, info + b'\x01', 'sha256')


def seal(envelope, key):
    """The signed frame. `envelope` has all fields of the page, named as in the vectors, and its body as bytes."""
    e = envelope
    frame = HEADER.pack(MAGIC, VERSION, KINDS[e['kind']], e['priority'], STATUSES[e['status']],
                        uuid.UUID(e['id']).bytes, uuid.UUID(e['about']).bytes, *divmod(e['deadlineMs'], 1 << 32))
    for name in SHORT + LONG:
        value = e[name] if name == 'body' else e[name].encode()
        frame += struct.pack('>H' if name in SHORT else '>I', len(value)) + value
    if len(frame) + SIGNATURE_BYTES > FRAME_BYTES_MAX:
        raise ValueError('the message is longer than 4 MiB')
    return frame + hmac.digest(key, frame, 'sha256')


def decode(frame):
    """The fields of a frame, whoever signed it. Raises Refused."""
    if not HEADER.size + SIGNATURE_BYTES <= len(frame) <= FRAME_BYTES_MAX or frame[:2] != MAGIC.to_bytes(2, 'big'):
        raise Refused('malformed')
    if frame[2] != VERSION:
        raise Refused('version')
    _, _, kind, priority, status, message_id, about, high, low = HEADER.unpack_from(frame)
    at, signed = HEADER.size, frame[:-SIGNATURE_BYTES]
    try:
        e = {'kind': {v: k for k, v in KINDS.items()}[kind], 'priority': PRIORITIES[priority],
             'status': {v: k for k, v in STATUSES.items()}[status], 'id': str(uuid.UUID(bytes=message_id)),
             'about': str(uuid.UUID(bytes=about)), 'deadlineMs': high << 32 | low}
        for name in SHORT + LONG:
            size = struct.Struct('>H' if name in SHORT else '>I')
            (length,) = size.unpack_from(signed, at)
            value = signed[at + size.size:at + size.size + length]
            at += size.size + length
            e[name] = value if name == 'body' else value.decode()
    except (LookupError, struct.error, UnicodeDecodeError):
        raise Refused('malformed') from None
    names = [e['sender'], e['audience']] + ([e['replyTo']] if e['kind'] == 'request' else [])
    if at != len(signed) or not all(map(NAME.fullmatch, names)):
        raise Refused('malformed')
    return e


def unseal(frame, kind, service, keys):
    """Steps 1 and 2 of what a receiver checks; `keys` maps (sender, key id) to the key. Raises Refused.

    Step 3 needs a memory: deadlines, requests that were seen before, calls that wait.
    """
    e = decode(frame)
    if e['kind'] != kind:
        raise Refused('unexpected')
    if e['audience'] != service:
        raise Refused('audience')
    if (e['sender'], e['keyId']) not in keys:
        raise Refused('key')
    signature = hmac.digest(keys[e['sender'], e['keyId']], frame[:-SIGNATURE_BYTES], 'sha256')
    if not hmac.compare_digest(signature, frame[-SIGNATURE_BYTES:]):
        raise Refused('signature')
    return e


def outcome(frame, kind, service, keys):
    """What `unseal` returns, or the reason that it raises."""
    try:
        return unseal(frame, kind, service, keys)
    except Refused as refused:
        return str(refused)


def faults(vectors):
    """What in `vectors` this implementation sees in another way."""
    for vector in vectors['accepted']:
        key, frame, e = bytes.fromhex(vector['key']), bytes.fromhex(vector['frame']), vector['envelope']
        e = {**e, 'body': bytes.fromhex(e['body'])}
        if seal(e, key) != frame:
            yield f"{vector['name']}: another frame is written"
        if outcome(frame, e['kind'], e['audience'], {(e['sender'], e['keyId']): key}) != e:
            yield f"{vector['name']}: is not read as it was written"
    first = vectors['accepted'][0]
    keys = {('gateway', first['envelope']['keyId']): bytes.fromhex(first['key'])}
    for vector in vectors['refused']:
        found = outcome(bytes.fromhex(vector['frame']), 'request', 'revocation', keys)
        if found != vector['reason']:
            yield f"{vector['name']}: is not refused as {vector['reason']}"


if __name__ == '__main__':
    with open(sys.argv[1], encoding='utf-8') as file:
        published = json.load(file)
    seen = list(faults(published))
    print(*seen, f"{len(published['accepted'])} accepted, {len(published['refused'])} refused, {len(seen)} faults",
          sep='\n')
    sys.exit(1 if seen else 0)
