// The way to the server: joins, comes back by itself after a loss, and pairs requests with replies.

import type { ClientMessage, ServerMessage } from '../../shared/protocol';
import { Addresses } from './addresses';
import { backoffMs } from './backoff';
import { Link, OPEN_IMPATIENT_MS, OPEN_TIMEOUT_MS } from './link';
import { type ClientMessageOf, PROTOCOL_VERSION, type ServerMessageOf } from './messages';
import { type Lasting, Outbox } from './outbox';
import { REQUEST_TIMEOUT_MS, type Reply, Requests } from './requests';
import { Tickets } from './tickets';

/** For the reply to `join` or `resume`; longer than the server gives itself. */
export const JOIN_TIMEOUT_MS = 12_000;
/** A first join gives up after this long; a broken one never does. */
export const FIRST_JOIN_PATIENCE_MS = 15_000;
/** What a refusal outside a meeting is of, if it is of the entry: an offer that was given up may be refused late. */
const ENTRIES = new Set<string | null>(['join', 'resume', null]);
/** Refusals that time may heal. */
const PASSING = new Set(['try-again', 'storage-unavailable']);
/** Ends that are the server's trouble and not the meeting's: come back. */
const COME_BACK = new Set(['node-stopping', 'expired']);

/** Time for an answer to an offer with tickets: the server tries two bridges within it. */
export const PRESENT_TIMEOUT_MS = 5_000;
/** A socket that was good is opened again at once, but not by everyone in the same moment. */
const AGAIN_MS = 100;
/** For how long, and how often, a request is said again that can be. */
const INSIST_MS = 20_000;
const INSIST_AGAIN_MS = 1_000;
const PATIENT = new Set(['try-again', 'connection-lost', 'timeout']);
/** Refusals after which tickets are of no use. */
const VOID = new Set(['ticket-invalid', 'ticket-expired', 'ticket-stale', 'ticket-revoked']);

export type JoinBody = Omit<ClientMessageOf<'join'>, 'type' | 'version' | 'id'>;
/** `first`, back on the same membership, or as a new member by itself. */
export type JoinedHow = 'first' | 'resumed' | 'anew';

export interface SignallingOwner {
  room(): string;
  /** A new offer for a join; asked for again whenever a join is tried again. */
  makeJoin(): Promise<JoinBody>;
  chatSeen(): number;
  /** What is said with a resume, for a server that has to put the membership together again. */
  announce(): NonNullable<ClientMessageOf<'resume'>['said']>;
  /** A socket is open on which an offer with tickets can be said. */
  reachable(): void;
  joined(message: ServerMessageOf<'joined'>, how: JoinedHow): void;
  /** Everything else, replies to requests excepted. */
  message(message: ServerMessage): void;
  /** The join is kept until a host comes. `connected`: false while the socket is lost; it joins again by itself. */
  waits(connected: boolean, code: string): void;
  /** The socket is lost; it is coming back by itself. */
  down(sinceMs: number): void;
  /** For good. */
  over(at: 'refused' | 'left', code: string, message: string): void;
}

type Presented = Pick<ClientMessageOf<'offer'>, 'sdp' | 'sources' | 'slots' | 'devices' | 'mark' | 'wanted'>;

interface Membership {
  self: string;
  token: string;
  graceMs: number;
}

export class Signalling {
  readonly #addresses: Addresses;
  readonly #owner: SignallingOwner;
  readonly #requests = new Requests();
  readonly #outbox = new Outbox();
  #link: Link | null = null;
  #up = false;
  #over = false;
  #membership: Membership | null = null;
  readonly #tickets = new Tickets();
  #wasIn = false;
  /** The code of the wait for a host, while there is one. */
  #waits: string | null = null;
  #attempt = 0;
  #startedAtMs = 0;
  #downAtMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, owner: SignallingOwner) {
    this.#addresses = new Addresses(url);
    this.#owner = owner;
  }

  get up(): boolean {
    return this.#up;
  }

  start(): void {
    this.#startedAtMs = Date.now();
    for (const name of ['online', 'offline'] as const) window.addEventListener(name, this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    this.#connect();
  }

  /** Leaves for good. */
  leave(): void {
    this.#link?.send({ type: 'leave' });
    this.#end();
  }

  /** Joins anew on another socket, which is opened as whoever is signed in by now. */
  rejoin(): void {
    this.#link?.send({ type: 'leave' });
    this.#link?.close();
    this.#membership = null;
    this.#attempt = 0;
    this.#connect();
  }

  /** Sent once, lost with the socket. */
  send(message: ClientMessage): boolean {
    return this.#up && (this.#link?.send(message) ?? false);
  }

  /** Sent now, and again after a resume. */
  keep(message: Lasting): void {
    this.#outbox.keep(message);
    this.send(message);
  }

  /**
   * Never rejects: a lost connection is a refusal with code `connection-lost`. One that `survives` is only given up
   * after a resume has not told of it.
   */
  request(make: (id: string) => ClientMessage, survives = false): { id: string; reply: Promise<Reply> } {
    const { id, reply } = this.#requests.open(survives);
    if (!this.send(make(id))) this.#requests.refuse(id, 'connection-lost', 'The connection is lost.');
    return { id, reply };
  }

  /** Whether an offer with tickets can be said now. */
  get mayPresent(): boolean {
    return this.#wasIn && this.#link?.open === true && this.#tickets.current !== null;
  }

  /** Has an offer answered by a bridge that the tickets name, whether the membership is up or not. Never rejects. */
  async present(offer: Presented): Promise<Reply> {
    const answer = await this.#offerWith(this.#tickets.all(), offer);
    if (answer.type === 'answer' && answer.ticket) this.#tickets.use(answer.ticket);
    else if (answer.type === 'refused' && VOID.has(answer.code)) this.#tickets.forget();
    return answer;
  }

  /** The same for a second connection, which a move asked for: until it has taken over the tickets stay as they are. */
  presentForMove(offer: Presented, ticket: string, move: number): Promise<Reply> {
    // Without hurry: media flows meanwhile.
    return this.#offerWith([ticket], { ...offer, move }, REQUEST_TIMEOUT_MS);
  }

  #offerWith(tickets: string[], offer: Presented & { move?: number }, timeoutMs = PRESENT_TIMEOUT_MS): Promise<Reply> {
    const { id, reply } = this.#requests.open(false, timeoutMs);
    const said = this.#link?.send({ type: 'offer', id, ...offer, tickets }) ?? false;
    if (!said) this.#requests.refuse(id, 'connection-lost', 'The connection is lost.');
    return reply;
  }

  /** Media has gone over by this ticket. */
  wentBy(ticket: string): void {
    this.#tickets.use(ticket);
  }

  /**
   * A request that does no more when it is carried out twice: said again while the server asks for patience, or after the
   * connection was lost.
   */
  async insist(make: (id: string) => ClientMessage): Promise<Reply> {
    const untilMs = Date.now() + INSIST_MS;
    for (;;) {
      const reply = await this.request(make).reply;
      if (reply.type !== 'refused' || !PATIENT.has(reply.code) || this.#over || Date.now() >= untilMs) return reply;
      await new Promise((resolve) => setTimeout(resolve, INSIST_AGAIN_MS));
    }
  }

  /** Ends a request whose answer came in another form. */
  done(id: string): void {
    this.#requests.done(id);
  }

  /** After a wake-up or a change of network: is the socket alive, and if there is none, why wait? */
  readonly #wake = (): void => {
    if (this.#over) return;
    if (this.#up) this.#link?.probe();
    else if (this.#link === null && document.visibilityState !== 'hidden') this.#connect();
  };

  #connect(): void {
    clearTimeout(this.#timer);
    const resuming = this.#membership !== null && Date.now() - this.#downAtMs < this.#membership.graceMs;
    // The first offer is made while the socket opens; later ones only once somebody is there to take them.
    const early = resuming || this.#attempt > 0 ? null : this.#owner.makeJoin();
    early?.catch(() => undefined); // Looked at when the socket is open.
    const events = {
      opened: () => void this.#greet(link, resuming ? this.#membership : null, early),
      message: (message: ServerMessage) => this.#received(link, message),
      lost: () => this.#unreached(link),
    };
    const impatient = this.#addresses.others > 0 && this.#addresses.untried;
    const link = new Link(this.#addresses.current, events, impatient ? OPEN_IMPATIENT_MS : OPEN_TIMEOUT_MS);
    this.#link = link;
  }

  async #greet(link: Link, membership: Membership | null, early: Promise<JoinBody> | null): Promise<void> {
    this.#timer = setTimeout(() => this.#unreached(link), JOIN_TIMEOUT_MS);
    if (membership) {
      const { self, token: resumeToken } = membership;
      const room = this.#owner.room();
      const chatSeen = this.#owner.chatSeen();
      const ticket = this.#tickets.current;
      const kept = ticket === null ? {} : { ticket, said: this.#owner.announce() };
      link.send({
        type: 'resume',
        version: PROTOCOL_VERSION,
        id: 'resume',
        room,
        self,
        resumeToken,
        chatSeen,
        ...kept,
      });
      if (this.mayPresent) this.#owner.reachable();
      return;
    }
    try {
      const body = await (early ?? this.#owner.makeJoin());
      if (link === this.#link) link.send({ type: 'join', version: PROTOCOL_VERSION, id: 'join', ...body });
    } catch (error) {
      if (link === this.#link) this.#finish('refused', 'media-unsupported', String(error));
    }
  }

  #received(link: Link, message: ServerMessage): void {
    if (link !== this.#link) return;
    if (message.type === 'joined') this.#joined(message);
    else if (message.type === 'ended') this.#ended(link, message);
    else if (message.type === 'waiting') this.#waiting(message);
    else if (message.type === 'tickets') this.#tickets.take(message);
    else if (this.#requests.answer(message)) return;
    else if (!this.#up && message.type === 'refused' && ENTRIES.has(message.id ?? null)) this.#refused(link, message);
    else this.#owner.message(message);
  }

  /** No time limit from here on but the socket's own. */
  #waiting(message: ServerMessageOf<'waiting'>): void {
    clearTimeout(this.#timer);
    this.#waits = message.code;
    this.#attempt = 0;
    this.#owner.waits(true, message.code);
  }

  #joined(message: ServerMessageOf<'joined'>): void {
    clearTimeout(this.#timer);
    this.#waits = null;
    this.#addresses.works(message.addresses ?? []);
    this.#membership = { self: message.self, token: message.resumeToken, graceMs: message.resumeGraceMs };
    // Ids of requests never are those of a resume: one that comes unasked says how things stand.
    const how = message.resumed ? 'resumed' : this.#wasIn ? 'anew' : 'first';
    this.#up = true;
    this.#wasIn = true;
    this.#attempt = 0;
    if (how !== 'resumed') {
      this.#outbox.clear();
      this.#tickets.forget();
    }
    for (const kept of this.#outbox.all()) this.send(kept);
    this.#owner.joined(message, how);
    this.#requests.abandon('survivors');
  }

  #refused(link: Link, message: ServerMessageOf<'refused'>): void {
    if (this.#membership && message.code === 'resume-unknown') {
      this.#membership = null;
      link.close();
      this.#link = null;
      this.#connect();
    } else if (PASSING.has(message.code) && this.#mayTryAgain()) this.#drop(link);
    else this.#finish('refused', message.code, message.message);
  }

  #ended(link: Link, message: ServerMessageOf<'ended'>): void {
    if (message.code === 'expired') this.#membership = null;
    else if (message.code === 'node-stopping') this.#addresses.failed();
    if (COME_BACK.has(message.code)) this.#drop(link);
    else this.#finish('left', message.code, message.message);
  }

  #drop(link: Link): void {
    if (link !== this.#link) return;
    link.close();
    this.#lost(link);
  }

  /** The socket is lost, or nothing came of it: an address that was good is tried once more, and another otherwise. */
  #unreached(link: Link): void {
    if (link !== this.#link) return;
    if (!this.#up) this.#addresses.failed();
    this.#drop(link);
  }

  #lost(link: Link): void {
    if (link !== this.#link || this.#over) return;
    this.#link = null;
    clearTimeout(this.#timer);
    this.#requests.abandon('mortal');
    if (this.#up) {
      this.#up = false;
      this.#downAtMs = Date.now();
      this.#owner.down(this.#downAtMs);
    } else if (this.#waits !== null) this.#owner.waits(false, this.#waits);
    if (this.#mayTryAgain()) {
      const again = this.#wasIn && (this.#attempt === 0 || this.#addresses.untried);
      const waitMs = again ? Math.random() * AGAIN_MS : backoffMs(Math.max(0, this.#attempt - this.#addresses.others));
      this.#attempt++;
      this.#timer = setTimeout(() => this.#connect(), waitMs);
    } else this.#finish('refused', 'unreachable', 'The server cannot be reached.');
  }

  #mayTryAgain(): boolean {
    return this.#wasIn || this.#waits !== null || Date.now() - this.#startedAtMs < FIRST_JOIN_PATIENCE_MS;
  }

  #finish(at: 'refused' | 'left', code: string, message: string): void {
    this.#end();
    this.#owner.over(at, code, message);
  }

  #end(): void {
    this.#over = true;
    this.#up = false;
    clearTimeout(this.#timer);
    for (const name of ['online', 'offline'] as const) window.removeEventListener(name, this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#link?.close();
    this.#link = null;
    this.#requests.abandon('all');
  }
}
