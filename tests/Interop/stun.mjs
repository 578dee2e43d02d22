// A connectivity check (RFC 8445 section 7) written by hand, to come past the bridge's first door.

import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from './crc32.mjs';

const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const ICE_CONTROLLING = 0x802a;

/** A binding request for `remoteUfrag:localUfrag`, signed with the remote password. */
export function connectivityCheck({ remoteUfrag, localUfrag, remotePassword }) {
  const attributes = [
    attribute(USERNAME, Buffer.from(`${remoteUfrag}:${localUfrag}`)),
    attribute(PRIORITY, number(1_845_501_695)),
    attribute(ICE_CONTROLLING, randomBytes(8)),
    attribute(USE_CANDIDATE, Buffer.alloc(0)),
  ];
  const head = header();
  const unsigned = message(head, attributes, 24);
  attributes.push(attribute(MESSAGE_INTEGRITY, createHmac('sha1', remotePassword).update(unsigned).digest()));
  const signed = message(head, attributes, 8);
  attributes.push(attribute(FINGERPRINT, number((crc32(signed) ^ 0x5354554e) >>> 0)));
  return message(head, attributes, 0);
}

function header() {
  const head = Buffer.alloc(20);
  head.writeUInt16BE(BINDING_REQUEST, 0);
  head.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(head, 8);
  return head;
}

/** The length in the header counts `more` bytes that are still to come (RFC 8489 section 14.5). */
function message(head, attributes, more) {
  const bytes = Buffer.concat([head, ...attributes]);
  bytes.writeUInt16BE(bytes.length - 20 + more, 2);
  return bytes;
}

function attribute(type, value) {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
