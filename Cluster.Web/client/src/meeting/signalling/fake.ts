// A server for tests: sockets that say what they are told to, and an owner that keeps what it hears.

import { vi } from 'vitest';
import type { ClientMessage, ServerMessage } from '../../shared/protocol';
import type { ServerMessageOf } from './messages';
import { type JoinedHow, Signalling, type SignallingOwner } from './signalling';

export class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: ClientMessage[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientMessage);
  }

  close(): void {
    this.readyState = 3;
  }

  async open(): Promise<void> {
    this.readyState = 1;
    this.onopen?.();
    await vi.advanceTimersByTimeAsync(0);
  }

  say(message: ServerMessage | { type: string } | string): void {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  drop(): void {
    this.readyState = 3;
    this.onclose?.({ code: 1006 });
  }

  types(): string[] {
    return this.sent.map((message) => message.type);
  }
}

export const last = (): FakeSocket => {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
};

export function joined(over: Partial<ServerMessageOf<'joined'>> = {}): ServerMessageOf<'joined'> {
  return {
    type: 'joined',
    version: 1,
    id: 'join',
    resumed: false,
    self: 'me',
    resumeToken: 'token',
    resumeGraceMs: 30_000,
    room: {
      name: 'r',
      title: 'R',
      hasPassword: false,
      startsMuted: false,
      startsHidden: false,
      lobby: false,
      participantsMax: 100,
      mayShare: 'everyone',
      mayChat: 'everyone',
      mayRecord: 'moderators',
      chatHistory: 'meeting',
      creation: 'open',
      namesModerators: false,
    },
    startedAtMs: 0,
    nowMs: 0,
    participants: [],
    sources: [],
    chat: [],
    speakers: [],
    mediaConnected: true,
    sdp: 'answer',
    returnToken: 'return',
    mark: 0,
    ...over,
  };
}

export class Owner implements SignallingOwner {
  joins: JoinedHow[] = [];
  messages: ServerMessage[] = [];
  downs = 0;
  ends: string[] = [];
  waiting: string[] = [];
  offers = 0;
  reached = 0;
  announce = () => ({
    devices: { microphoneOn: true, cameraOn: true, screenOn: false },
    mark: 3,
    handRaisedAtMs: null,
    published: ['microphone' as const],
  });
  reachable = () => void this.reached++;
  room = () => 'r';
  chatSeen = () => 7;
  makeJoin = () => {
    this.offers++;
    const devices = { microphoneOn: true, cameraOn: true, screenOn: false };
    return Promise.resolve({ room: 'r', name: 'Ann', devices, sdp: `offer ${this.offers}`, sources: [], slots: [] });
  };
  joined = (_: ServerMessageOf<'joined'>, how: JoinedHow) => void this.joins.push(how);
  message = (message: ServerMessage) => void this.messages.push(message);
  waits = (connected: boolean, code: string) => void this.waiting.push(`${code} ${connected ? 'kept' : 'lost'}`);
  down = () => void this.downs++;
  over = (at: string, code: string) => void this.ends.push(`${at} ${code}`);
}

/** Fake timers, sockets and chance; and a signalling on them. */
export function fakeServer(): { owner: Owner; signalling: Signalling; enter: () => Promise<void>; end: () => void } {
  vi.useFakeTimers();
  FakeSocket.all = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const owner = new Owner();
  const signalling = new Signalling('ws://host/api/v1/signalling', owner);
  const enter = async () => {
    signalling.start();
    await last().open();
    last().say(joined());
  };
  const end = () => {
    signalling.leave();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
  return { owner, signalling, enter, end };
}
