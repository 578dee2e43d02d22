// The protocol's messages by type, for code that handles one of them.

import type { ClientMessage, ServerMessage } from '../../shared/protocol';

export type ServerMessageOf<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;
export type ClientMessageOf<T extends ClientMessage['type']> = Extract<ClientMessage, { type: T }>;

/** Version of the protocol this client speaks. */
export const PROTOCOL_VERSION = 1;
/** The WebSocket's subprotocol. */
export const SUBPROTOCOL = 'parley.v1';

/** Reads a message; null for what is none. Types this client does not know are the caller's to ignore. */
export function readServerMessage(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null) return null;
    return typeof (value as { type?: unknown }).type === 'string' ? (value as ServerMessage) : null;
  } catch {
    return null;
  }
}
