// A session that stands still: it shows one state and takes what the screens do to it.

import type { DeviceName, MeetingSession, MeetingState, ParticipantInfo, Role, Wanted } from '../src/meeting/model';
import { fixtureState } from './fixtureState';

export interface FixtureWish {
  people: number;
  /** `own` or `other`. */
  share: string | null;
  chat: boolean;
  problem: string | null;
  phase: string | null;
  code: string;
  soundBlocked: boolean;
  notices: boolean;
  /** Names that ask for care. */
  odd: boolean;
  /** One is no moderator. */
  asGuest: boolean;
  /** Some may not unmute, oneself among them. */
  locked: boolean;
  /** Only moderators may write. */
  restricted: boolean;
  authenticated: boolean;
  hostsGone: boolean;
}

export class FixtureSession implements MeetingSession {
  private state: MeetingState;
  private readonly listeners = new Set<() => void>();

  constructor(wish: FixtureWish) {
    this.state = fixtureState(wish);
  }

  getState = (): MeetingState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async openDevices(): Promise<void> {}

  async setMicrophone(on: boolean): Promise<void> {
    const { local } = this.state;
    this.change({ local: { ...local, microphone: { ...local.microphone, on } } });
  }

  async setCamera(on: boolean): Promise<void> {
    const { local } = this.state;
    this.change({ local: { ...local, camera: { ...local.camera, on } } });
  }

  async chooseMicrophone(id: string): Promise<void> {
    const { local } = this.state;
    this.change({ local: { ...local, microphones: { ...local.microphones, chosen: id } } });
  }

  async chooseCamera(): Promise<void> {}
  async chooseSpeaker(): Promise<void> {}

  microphoneLevel(): number {
    return 0.25 + 0.2 * Math.sin(performance.now() / 160);
  }

  async join(): Promise<void> {}
  rejoin(): void {}
  stopWaiting(): void {}
  leave(): void {}

  async mute(device: DeviceName, locked: boolean, participant?: string): Promise<null> {
    const key = { microphone: 'microphoneOn', camera: 'cameraOn', screen: 'screenOn' } as const;
    this.everybody((one) =>
      one.id === participant || (participant === undefined && one.role !== 'moderator')
        ? { ...one, devices: { ...one.devices, [key[device]]: false }, locked: { ...one.locked, [device]: locked } }
        : one,
    );
    return null;
  }

  async unlock(device: DeviceName, participant?: string): Promise<null> {
    this.everybody((one) =>
      participant === undefined || one.id === participant
        ? { ...one, locked: { ...one.locked, [device]: false } }
        : one,
    );
    return null;
  }

  async remove(participant: string): Promise<null> {
    this.change({ participants: this.state.participants.filter((one) => one.id !== participant) });
    return null;
  }

  async giveRole(participant: string, role: Role): Promise<null> {
    this.everybody((one) => (one.id === participant ? { ...one, role } : one));
    return null;
  }

  async endMeeting(): Promise<null> {
    return null;
  }

  private everybody(change: (one: ParticipantInfo) => ParticipantInfo): void {
    this.change({ participants: this.state.participants.map(change) });
  }
  async startScreen(): Promise<void> {}
  stopScreen(): void {}

  setView(wanted: Wanted[]): void {
    console.info('view', wanted.map((one) => `${one.source}@${one.height}`).join(' '));
  }

  async say(text: string, to?: string): Promise<boolean> {
    const line = { number: Date.now(), from: 'p0', fromName: 'Ann Okafor', to: to ?? null, text, atMs: Date.now() };
    this.change({ chat: [...this.state.chat, line] });
    return true;
  }

  chatRead(): void {
    if (this.state.unread !== 0) this.change({ unread: 0 });
  }

  raiseHand(raised: boolean): void {
    const handRaisedAtMs = raised ? Date.now() : null;
    this.change({
      participants: this.state.participants.map((one) => (one.id === 'p0' ? { ...one, handRaisedAtMs } : one)),
    });
  }

  async rename(): Promise<boolean> {
    return true;
  }

  async changeRoom(): Promise<string | null> {
    return null;
  }

  dismissNotice(id: number): void {
    this.change({ notices: this.state.notices.filter((one) => one.id !== id) });
  }

  unblockSound(): void {
    this.change({ soundBlocked: false });
  }

  private change(part: Partial<MeetingState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
