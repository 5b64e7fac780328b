import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type BroadcastFrame, PROBE_BYTES, signBroadcast } from '../src/broadcast/broadcast-frame.js';
import { type Refusal } from '../src/refusal.js';

/** A frame that every implementation must produce from these fields and this key, byte by byte. */
export interface BroadcastVector {
  readonly name: string;
  /** The 32 bytes of an Ed25519 private key (RFC 8032), hexadecimal. */
  readonly privateKey: string;
  /** As in docs/broadcast.md; probes and body in hexadecimal. */
  readonly batch: Omit<BroadcastFrame, 'probes' | 'body'> & { readonly probes: string; readonly body: string };
  readonly frame: string;
}

/** A frame that every implementation must refuse. */
export interface RefusedBroadcast {
  readonly name: string;
  readonly frame: string;
  readonly reason: Refusal;
}

const PRIVATE_KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const OTHER_PRIVATE_KEY = 'ff'.repeat(32);
/** PKCS #8 (RFC 8410) of an Ed25519 key, up to its 32 bytes. */
const PKCS8_HEAD = '302e020100300506032b657004220420';

export const batch: BroadcastFrame = {
  after: 1_099_511_627_780,
  through: 1_099_511_627_782,
  issuedAtMs: 1_800_000_000_123,
  keyId: '4f2a91c07be35d18',
  publisher: 'revocation',
  topic: 'revocation.log.follow.v1',
  contentType: 'application/octet-stream',
  probes: Buffer.concat([Buffer.alloc(PROBE_BYTES, 0x11), Buffer.alloc(PROBE_BYTES, 0xee)]),
  body: Buffer.from('{"revoked":["café"]}'),
};

export function privateKeyOf(privateKey = PRIVATE_KEY): KeyObject {
  return createPrivateKey({ key: Buffer.from(PKCS8_HEAD + privateKey, 'hex'), format: 'der', type: 'pkcs8' });
}

function sign(about: BroadcastFrame, privateKey = PRIVATE_KEY): Buffer {
  return signBroadcast(about, privateKeyOf(privateKey));
}

/** The vector of a batch that is signed by PRIVATE_KEY. */
export function broadcastVector(name: string, about: BroadcastFrame): BroadcastVector {
  const { probes, body, ...rest } = about;
  const texts = { probes: probes.toString('hex'), body: body.toString('hex') };
  return { name, privateKey: PRIVATE_KEY, batch: { ...rest, ...texts }, frame: sign(about).toString('hex') };
}

function altered(at: number, by = 1): string {
  const frame = sign(batch);
  const index = at < 0 ? frame.length + at : at;
  frame[index] = (frame.readUInt8(index) + by) & 0xff;
  return frame.toString('hex');
}

function refused(name: string, about: Partial<BroadcastFrame>, reason: Refusal, key = PRIVATE_KEY): RefusedBroadcast {
  return { name, frame: sign({ ...batch, ...about }, key).toString('hex'), reason };
}

/** What broadcast-vectors.json holds. A change here is a change of the wire, which takes a new version. */
export function broadcastVectors(): {
  readonly accepted: readonly BroadcastVector[];
  readonly refused: readonly RefusedBroadcast[];
} {
  const nothing = Buffer.alloc(0);
  const whole = sign(batch).toString('hex');
  return {
    accepted: [
      broadcastVector('a batch', batch),
      broadcastVector('a batch that answers nobody', { ...batch, probes: nothing }),
      broadcastVector('nothing new, said to those who asked', { ...batch, after: batch.through, body: nothing }),
      broadcastVector('a batch into the next generation', { ...batch, through: 2 * 2 ** 40 + 1 }),
      broadcastVector('the first batch, with every field empty that may be', {
        ...{ ...batch, after: 0, through: 1, issuedAtMs: 0, keyId: '', contentType: '' },
        ...{ probes: nothing, body: nothing },
      }),
    ],
    refused: [
      { name: 'no bytes', frame: '', reason: 'malformed' },
      { name: 'another magic', frame: altered(0), reason: 'malformed' },
      { name: 'version 2', frame: altered(2), reason: 'version' },
      { name: 'the kind of an event', frame: altered(3, -2), reason: 'malformed' },
      { name: 'an earlier beginning', frame: altered(11, -1), reason: 'signature' },
      { name: 'a later end', frame: altered(19), reason: 'signature' },
      { name: 'another time', frame: altered(25), reason: 'signature' },
      { name: 'another byte in the body', frame: altered(-65), reason: 'signature' },
      { name: 'another byte in the signature', frame: altered(-1), reason: 'signature' },
      { name: 'one byte more', frame: `${whole}00`, reason: 'malformed' },
      { name: 'one byte less', frame: whole.slice(0, -2), reason: 'malformed' },
      refused('an end before its beginning', { through: batch.after - 1 }, 'malformed'),
      refused('a place beyond 2^53 - 1', { through: 2 ** 53 }, 'malformed'),
      refused('half a probe', { probes: Buffer.alloc(PROBE_BYTES / 2) }, 'malformed'),
      refused('a topic that would leave its place in a key', { topic: 'a}:b' }, 'malformed'),
      refused('another topic', { topic: 'revocation.other.follow.v1' }, 'audience'),
      refused('another publisher', { publisher: 'gateway' }, 'publisher'),
      refused('a key that is not known', { keyId: 'gone' }, 'key'),
      refused('another key under the known id', {}, 'signature', OTHER_PRIVATE_KEY),
    ],
  };
}
