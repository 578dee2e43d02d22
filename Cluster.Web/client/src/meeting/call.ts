// One membership of a room, from join to leave: signalling, media and view, wired to the state.

import { type NoticeDraft, notice } from '../shared/notices';
import type { DeviceState, RoomSettingsPatch, ServerMessage, SourceKind } from '../shared/protocol';
import { forgetReturnToken, keepReturnToken, returnTokenOf } from '../shared/returnTokens';
import type { Devices } from './devices/devices';
import { firstView } from './firstView';
import type { MeetingState, Wanted } from './model';
import { Moderation } from './moderation';
import { MutedSpeaking } from './mutedSpeaking';
import { newsOf } from './news';
import { nextLevels } from './peer/levels';
import type { Slot } from './peer/lines';
import { MediaPath } from './peer/mediaPath';
import { Sound } from './peer/sound';
import { Watch } from './peer/watch';
import { chatSeen, reduce, withOwnDevices, withOwnHand, withSlots } from './reducer';
import { Restraints } from './restraints';
import { ownerOf } from './roster';
import type { ServerMessageOf } from './signalling/messages';
import { type JoinBody, type JoinedHow, Signalling } from './signalling/signalling';
import type { Store } from './store';
import { Talk } from './talk';
import { View } from './view';

export interface CallOwner {
  notice(draft: NoticeDraft): void;
  /** It is over, by the user's or the server's will. */
  over(at: 'refused' | 'left' | 'idle', code: string, message: string): void;
}

/** Ends after which nobody comes back as the same person. */
const FORGET_AT = new Set(['removed', 'meeting-ended', 'host-left', 'room-removed']);

export class Call {
  readonly #store: Store<MeetingState>;
  readonly #devices: Devices;
  readonly #owner: CallOwner;
  readonly #room: string;
  #password: string | undefined;
  readonly moderation: Moderation;
  readonly #signalling: Signalling;
  readonly #media: MediaPath;
  readonly #sound: Sound;
  readonly #watch: Watch;
  readonly #view: View;
  readonly #talk: Talk;
  readonly #reminder: MutedSpeaking;
  readonly #restraints: Restraints;
  #name: string;
  #saidDevices = '';
  #slots: readonly Slot[] = [];

  constructor(
    store: Store<MeetingState>,
    devices: Devices,
    owner: CallOwner,
    who: { room: string; name: string; password?: string },
  ) {
    this.#store = store;
    this.#devices = devices;
    this.#owner = owner;
    this.#room = who.room;
    this.#name = who.name;
    this.#password = who.password;
    this.#signalling = new Signalling(signallingUrl(), {
      room: () => this.#room,
      makeJoin: () => this.#makeJoin(),
      chatSeen: () => chatSeen(store.get()),
      announce: () => ({
        devices: deviceStateOf(store.get()),
        mark: this.#restraints.mark,
        handRaisedAtMs: this.#ownHand(),
        published: this.#media.published,
      }),
      reachable: () => this.#media.reachable(),
      joined: (message, how) => this.#joined(message, how),
      message: (message) => this.#received(message),
      waits: (connected, code) => store.update((state) => ({ ...state, phase: { at: 'waiting', code, connected } })),
      down: (sinceMs) => this.#lostSignalling(sinceMs),
      over: (at, code, message) => this.#finish(at, code, message),
    });
    this.#talk = new Talk(this.#signalling);
    this.moderation = new Moderation(this.#signalling);
    this.#restraints = new Restraints(devices);
    this.#view = new View((wanted) => this.#signalling.keep({ type: 'view', wanted }));
    this.#sound = new Sound((soundBlocked) => store.update((state) => ({ ...state, soundBlocked })));
    void this.#sound.playOn(devices.speakerInUse()).catch(() => undefined); // Stays on the system's output.
    this.#media = new MediaPath({
      tracks: () => devices.tracks(),
      up: () => this.#signalling.up,
      send: (offer) => this.#signalling.request((id) => ({ type: 'offer', id, ...offer })).reply,
      mayPresent: () => this.#signalling.mayPresent,
      present: (offer) => this.#signalling.present(this.#presented(offer)),
      presentForMove: (offer, { ticket, number }) =>
        this.#signalling.presentForMove(this.#presented(offer), ticket, number),
      moved: ({ ticket, number }, failed) => {
        if (failed === undefined) this.#signalling.wentBy(ticket);
        const how = failed === undefined ? {} : { failed };
        void this.#signalling.insist((id) => ({ type: 'moved', id, number, ...how }));
      },
      beside: (slots) => {
        this.#watch.beside(slots);
        this.#sound.prepare(soundsOf(slots ?? []));
      },
      besideBrings: (what) => this.#watch.besideBrings(what),
      takeOver: (slots) => {
        this.#slots = slots;
        this.#watch.takeOver();
        this.#sound.crossOver();
        this.#view.repeat();
      },
      state: (media) => store.update((state) => (state.media === media ? state : { ...state, media })),
      slots: (slots, fresh) => this.#slotsChanged(slots, fresh),
      notice: (draft) => owner.notice(draft),
    });
    this.#watch = new Watch({
      slots: () => this.#slots,
      rests: (source) => ownerOf(store.get().participants, source)?.kind === 'screen',
      speakers: () => store.get().speakers,
      pictures: (contents) => store.update((state) => withSlots(state, contents)),
      levels: (bySource) => this.#showLevels(bySource),
    });
    const muted = () => !devices.microphone.on && devices.microphone.track !== null;
    this.#reminder = new MutedSpeaking(
      muted,
      () => devices.meter.level(),
      () => owner.notice(notice('notice.mutedSpeaking', {}, 'warn')),
    );
  }

  start(): void {
    this.#store.update((state) => ({ ...state, phase: { at: 'joining' }, media: 'connecting' }));
    window.addEventListener('pagehide', this.#pageGone);
    this.#signalling.start();
  }

  leave(): void {
    this.#signalling.leave();
    this.#finish('left', 'left', '');
  }

  /** Back to the door, before anybody let one in. */
  stopWaiting(): void {
    this.#signalling.leave();
    this.#finish('idle', '', '');
  }

  /** Joins anew, as whoever is signed in by now. */
  rejoin(): void {
    this.#signalling.rejoin();
  }

  /** Another track, or none, is to be sent. */
  async setTrack(kind: SourceKind, track: MediaStreamTrack | null): Promise<void> {
    await this.#media.setTrack(kind, track);
  }

  /** Tells everyone when something was switched on or off. */
  devicesChanged(): void {
    const state = deviceStateOf(this.#store.get());
    const { mark } = this.#restraints;
    const text = JSON.stringify([state, mark]);
    if (text === this.#saidDevices || this.#store.get().self === null) return;
    this.#saidDevices = text;
    this.#signalling.keep({ type: 'devices', state, mark });
    this.#store.update((before) => withOwnDevices(before, state));
  }

  setView(wanted: Wanted[]): void {
    this.#view.set(wanted);
    this.#media.wantPictures(this.#view.wanted.length);
    this.#watch.hurry();
  }

  say(text: string, to: string | undefined): Promise<boolean> {
    return this.#talk.say(text, to);
  }

  raiseHand(raised: boolean): void {
    this.#signalling.keep({ type: 'hand', raised });
    this.#store.update((state) => withOwnHand(state, raised ? Date.now() : null));
  }

  async rename(name: string): Promise<boolean> {
    const reply = await this.#signalling.insist((id) => ({ type: 'rename', id, name }));
    if (reply.type === 'refused') return false;
    this.#name = name;
    return true;
  }

  async changeRoom(patch: RoomSettingsPatch): Promise<string | null> {
    const reply = await this.#signalling.insist((id) => ({ type: 'room-settings', id, patch }));
    if (reply.type === 'refused') return reply.message;
    // Whoever sets a password must be able to come back.
    if (patch.password != null) this.#password = patch.password === '' ? undefined : patch.password;
    return null;
  }

  async playOn(id: string): Promise<void> {
    try {
      await this.#sound.playOn(id);
    } catch {
      this.#owner.notice(notice('notice.speakerFailed', {}, 'warn'));
    }
  }

  unblockSound(): void {
    void this.#sound.unblock();
  }

  async #makeJoin(): Promise<JoinBody> {
    const devices = deviceStateOf(this.#store.get());
    this.#saidDevices = JSON.stringify([devices, this.#restraints.mark]);
    const returnToken = returnTokenOf(this.#room);
    const offer = await this.#media.joinOffer();
    return {
      room: this.#room,
      name: this.#name,
      devices,
      ...offer,
      ...(this.#password ? { password: this.#password } : {}),
      ...(returnToken === null ? {} : { returnToken }),
    };
  }

  #joined(message: ServerMessageOf<'joined'>, how: JoinedHow): void {
    for (const draft of newsOf(this.#store.get(), message)) this.#owner.notice(draft);
    const handWasRaised = this.#ownHand() !== null;
    const wasAway = this.#store.get().phase.at === 'reconnecting';
    if (how !== 'resumed') this.#view.forget();
    this.#store.update((state) => reduce(state, message, Date.now()));
    this.#talk.heard(message.chat, message.self);
    if (message.returnToken) keepReturnToken(this.#room, message.returnToken);
    this.#restraints.joined(message);
    if (how === 'resumed') {
      if (wasAway) this.#owner.notice(notice('notice.reconnected', {}));
      this.#media.resumed(message.mediaConnected);
    } else {
      if (how === 'anew') this.#owner.notice(notice('notice.rejoined', {}));
      void this.#media.joined(message.sdp ?? '', message.mediaConnected);
      this.#view.set(firstView(this.#store.get().participants, message.self));
      if (how === 'anew' && handWasRaised) this.raiseHand(true);
    }
    if (how === 'first') {
      this.#reminder.start();
      this.#startAsTheRoomSays(message);
    }
    this.devicesChanged(); // What changed while the join was under way.
    this.#watch.hurry();
  }

  /** "Everyone starts muted" and "everyone starts hidden" do not bind moderators. */
  #startAsTheRoomSays({ room, participants, self }: ServerMessageOf<'joined'>): void {
    if (participants.find((one) => one.id === self)?.role === 'moderator') return;
    if (room.startsMuted && this.#devices.microphone.on) {
      void this.#devices.microphone.set(false);
      this.#owner.notice(notice('notice.startsMuted', {}));
    }
    if (room.startsHidden && this.#devices.camera.on) {
      void this.#devices.camera.set(false);
      this.#owner.notice(notice('notice.startsHidden', {}));
    }
  }

  #lostSignalling(sinceMs: number): void {
    // The bridge may have died with the node that the socket led to, and nobody is left to say so.
    this.#media.doubt();
    this.#store.update((state) => ({ ...state, phase: { at: 'reconnecting', sinceMs } }));
  }

  #received(message: ServerMessage): void {
    for (const draft of newsOf(this.#store.get(), message)) this.#owner.notice(draft);
    if (message.type === 'muted') this.#muted(message);
    if (message.type === 'move') this.#media.move(message);
    if (message.type === 'doubt') this.#media.flee();
    if (message.type === 'media') this.#media.serverSays(message.connected, message.reason ?? '');
    if (message.type === 'roster') this.#watch.hurry();
    if (message.type === 'refused') console.warn(`Refused by the server: ${message.code} ${message.message}`);
    this.#store.update((state) => reduce(state, message, Date.now()));
    if (message.type === 'muted') this.devicesChanged(); // The mark is to be said, also where nothing was on.
    if (message.type === 'chat') this.#talk.heard([message.line], this.#store.get().self);
  }

  #muted(message: ServerMessageOf<'muted'>): void {
    const draft = this.#restraints.muted(message);
    if (draft !== null) this.#owner.notice(draft);
  }

  #slotsChanged(slots: readonly Slot[], fresh: boolean): void {
    this.#slots = slots;
    this.#sound.play(soundsOf(slots));
    if (fresh) this.#watch.restart();
    else this.#watch.hurry();
    if (this.#signalling.up) this.#view.repeat();
  }

  #presented<T extends object>(offer: T) {
    const devices = deviceStateOf(this.#store.get());
    return { ...offer, devices, mark: this.#restraints.mark, wanted: [...this.#view.wanted] };
  }

  #showLevels(bySource: ReadonlyMap<number, number>): void {
    this.#store.update((state) => {
      const heard = new Map<string, number>();
      for (const [source, level] of bySource) {
        const owner = ownerOf(state.participants, source)?.participant;
        if (owner?.devices.microphoneOn) heard.set(owner.id, level);
      }
      if (state.self !== null && this.#devices.microphone.on) heard.set(state.self, this.#devices.meter.level());
      const levels = nextLevels(state.levels, heard);
      return levels === state.levels ? state : { ...state, levels };
    });
  }

  #ownHand(): number | null {
    const { participants, self } = this.#store.get();
    return participants.find((one) => one.id === self)?.handRaisedAtMs ?? null;
  }

  /** A closed or reloaded page leaves at once, instead of standing there as "reconnecting". */
  readonly #pageGone = (): void => this.leave();

  #finish(at: 'refused' | 'left' | 'idle', code: string, message: string): void {
    if (FORGET_AT.has(code)) forgetReturnToken(this.#room);
    window.removeEventListener('pagehide', this.#pageGone);
    this.#reminder.stop();
    this.#watch.stop();
    this.#view.forget();
    this.#media.close();
    this.#sound.close();
    this.#owner.over(at, code, message);
  }
}

function soundsOf(slots: readonly Slot[]): MediaStreamTrack[] {
  return slots.filter((slot) => slot.use !== 'video').map((slot) => slot.transceiver.receiver.track);
}

/** What the others are told of one's devices. */
export function deviceStateOf({ local }: MeetingState): DeviceState {
  return { microphoneOn: local.microphone.on, cameraOn: local.camera.on, screenOn: local.screen.on };
}

function signallingUrl(): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/v1/signalling`;
}
