// What a moderator asks of the server: each request, and whether it was carried out.

import type { ClientMessage, Device, Role } from '../shared/protocol';
import type { Signalling } from './signalling/signalling';

export class Moderation {
  readonly #signalling: Signalling;

  constructor(signalling: Signalling) {
    this.#signalling = signalling;
  }

  mute(device: Device, locked: boolean, participant: string | undefined): Promise<string | null> {
    return this.#ask((id) => ({ type: 'mute', id, device, locked, ...(participant ? { participant } : {}) }));
  }

  unlock(device: Device, participant: string | undefined): Promise<string | null> {
    return this.#ask((id) => ({ type: 'unlock', id, device, ...(participant ? { participant } : {}) }));
  }

  remove(participant: string): Promise<string | null> {
    return this.#ask((id) => ({ type: 'remove', id, participant }));
  }

  giveRole(participant: string, role: Role): Promise<string | null> {
    return this.#ask((id) => ({ type: 'role', id, participant, role }));
  }

  endMeeting(): Promise<string | null> {
    return this.#ask((id) => ({ type: 'end-meeting', id }));
  }

  /** Null when done, else the refusal's code. */
  async #ask(make: (id: string) => ClientMessage): Promise<string | null> {
    const reply = await this.#signalling.insist(make);
    return reply.type === 'refused' ? reply.code : null;
  }
}
