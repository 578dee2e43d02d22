// The session the screens talk to: the user's devices, and at most one call.

import { type NoticeDraft, notice } from '../shared/notices';
import { writePreferences } from '../shared/preferences';
import type { RoomSettingsPatch } from '../shared/protocol';
import { Call } from './call';
import { Devices } from './devices/devices';
import type { DeviceName, MeetingSession, MeetingState, Role, Wanted } from './model';
import type { Moderation } from './moderation';
import { withNotice, withoutNotices } from './reducer';
import { restraintOn } from './restraints';
import { initialState } from './state';
import { Store } from './store';

/** Makes the page's session. */
export function createSession(): MeetingSession {
  return new Session();
}

class Session implements MeetingSession {
  readonly #store = new Store<MeetingState>(initialState());
  readonly #devices: Devices;
  #call: Call | null = null;
  #notices = 0;

  constructor() {
    this.#devices = new Devices({
      changed: (local) => {
        this.#store.update((state) => ({ ...state, local }));
        this.#call?.devicesChanged();
      },
      track: (kind, track) => void this.#call?.setTrack(kind, track),
      speaker: (id) => void this.#call?.playOn(id),
      notice: (draft) => this.#notice(draft),
    });
  }

  getState = (): MeetingState => this.#store.get();

  subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  openDevices(wanted: { microphone: boolean; camera: boolean }): Promise<void> {
    return this.#devices.open(wanted);
  }

  async setMicrophone(on: boolean): Promise<void> {
    if (on && this.#restrained('microphone')) return;
    return this.#devices.set('microphone', on);
  }

  async setCamera(on: boolean): Promise<void> {
    if (on && this.#restrained('camera')) return;
    return this.#devices.set('camera', on);
  }

  chooseMicrophone(id: string): Promise<void> {
    return this.#devices.choose('microphone', id);
  }

  chooseCamera(id: string): Promise<void> {
    return this.#devices.choose('camera', id);
  }

  chooseSpeaker(id: string): Promise<void> {
    return this.#devices.chooseSpeaker(id);
  }

  microphoneLevel(): number {
    return this.#devices.meter.level();
  }

  async join(room: string, name: string, password?: string): Promise<void> {
    if (this.#call !== null) return;
    writePreferences({ name });
    const who = { room, name, ...(password === undefined ? {} : { password }) };
    this.#store.update((state) => ({ ...initialState(), local: state.local, notices: state.notices }));
    const call = new Call(
      this.#store,
      this.#devices,
      {
        notice: (draft) => this.#notice(draft),
        over: (at, code, message) => this.#over(at, code, message),
      },
      who,
    );
    this.#call = call;
    call.start();
    await this.#settled();
  }

  rejoin(): void {
    this.#call?.rejoin();
  }

  stopWaiting(): void {
    this.#call?.stopWaiting();
  }

  /** Also gives the devices back when there is no meeting to leave. */
  leave(): void {
    if (this.#call === null) this.#devices.release();
    else this.#call.leave();
  }

  async startScreen(): Promise<void> {
    if (this.#restrained('screen')) return;
    return this.#devices.startScreen();
  }

  stopScreen(): void {
    this.#devices.stopScreen();
  }

  setView(wanted: Wanted[]): void {
    this.#call?.setView(wanted);
  }

  async say(text: string, to?: string): Promise<boolean> {
    return (await this.#call?.say(text, to)) ?? false;
  }

  /** Also takes back the notices of what is read now. */
  chatRead(): void {
    this.#store.update((state) => {
      const read = withoutNotices(state, ({ key }) => key === 'notice.chat' || key === 'notice.chatPrivate');
      return read.unread === 0 ? read : { ...read, unread: 0 };
    });
  }

  raiseHand(raised: boolean): void {
    this.#call?.raiseHand(raised);
  }

  async rename(name: string): Promise<boolean> {
    const renamed = (await this.#call?.rename(name)) ?? false;
    if (renamed) writePreferences({ name });
    return renamed;
  }

  async changeRoom(patch: RoomSettingsPatch): Promise<string | null> {
    return this.#call === null ? 'Not in a meeting.' : this.#call.changeRoom(patch);
  }

  mute(device: DeviceName, locked: boolean, participant?: string): Promise<string | null> {
    return this.#moderate((moderation) => moderation.mute(device, locked, participant));
  }

  unlock(device: DeviceName, participant?: string): Promise<string | null> {
    return this.#moderate((moderation) => moderation.unlock(device, participant));
  }

  remove(participant: string): Promise<string | null> {
    return this.#moderate((moderation) => moderation.remove(participant));
  }

  giveRole(participant: string, role: Role): Promise<string | null> {
    return this.#moderate((moderation) => moderation.giveRole(participant, role));
  }

  endMeeting(): Promise<string | null> {
    return this.#moderate((moderation) => moderation.endMeeting());
  }

  dismissNotice(id: number): void {
    this.#store.update((state) => withoutNotices(state, (notice) => notice.id === id));
  }

  unblockSound(): void {
    this.#call?.unblockSound();
  }

  /** Says why a device stays off. */
  #restrained(device: DeviceName): boolean {
    const why = restraintOn(this.#store.get(), device);
    if (why !== null) this.#notice(why);
    return why !== null;
  }

  async #moderate(ask: (moderation: Moderation) => Promise<string | null>): Promise<string | null> {
    const code = this.#call === null ? 'connection-lost' : await ask(this.#call.moderation);
    if (code !== null) this.#notice(notice('notice.notDone', { code }, 'warn'));
    return code;
  }

  #notice(draft: NoticeDraft): void {
    const id = ++this.#notices;
    this.#store.update((state) => withNotice(state, { id, ...draft }));
  }

  #over(at: 'refused' | 'left' | 'idle', code: string, message: string): void {
    this.#call = null;
    // Whoever is refused is still at the door with camera and microphone; whoever left is not.
    if (at === 'left') this.#devices.release();
    else this.#devices.stopScreen();
    this.#store.update((state) => {
      const { local, notices, room } = state;
      const phase = at === 'idle' ? { at } : { at, code, message };
      return { ...initialState(), local, notices, room, phase };
    });
  }

  /** Until the join has ended one way or the other. */
  #settled(): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (this.#store.get().phase.at === 'joining') return;
        stop();
        resolve();
      };
      const stop = this.#store.subscribe(check);
    });
  }
}
