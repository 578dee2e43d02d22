// A media path for tests, with an owner that says what it is told to and remembers what it was told.

import { vi } from 'vitest';
import type { Reply } from '../signalling/requests';
import { FakeConnection } from './fakeConnection';
import type { Tracks } from './lines';
import { MediaPath } from './mediaPath';
import type { Offer } from './peer';

export class PathStage {
  readonly tracks: Tracks = { microphone: null, camera: null, screen: null, screenSound: null };
  /** Whether an offer can be sent, and whether one with tickets. */
  up = true;
  ticketed = false;
  /** Of both ways. */
  readonly offers: Offer[] = [];
  readonly replies: Array<(reply: Reply) => void> = [];
  readonly states: string[] = [];
  readonly notices: string[] = [];
  /** Whether a second connection brings all that the first one does, and how often one took over. */
  brings = false;
  takenOver = 0;
  /** Video slots, each time that there were others. */
  readonly slots: number[] = [];
  readonly media: MediaPath;

  constructor() {
    vi.useFakeTimers();
    vi.spyOn(console, 'info').mockReturnValue();
    vi.stubGlobal('RTCPeerConnection', FakeConnection);
    vi.stubGlobal('RTCRtpReceiver', {});
    FakeConnection.all = [];
    const offered = (offer: Offer) => {
      this.offers.push(offer);
      return new Promise<Reply>((resolve) => this.replies.push(resolve));
    };
    this.media = new MediaPath({
      tracks: () => this.tracks,
      up: () => this.up,
      send: offered,
      mayPresent: () => this.ticketed,
      present: offered,
      presentForMove: () => new Promise(() => undefined),
      moved: () => undefined,
      beside: () => undefined,
      besideBrings: () => this.brings,
      takeOver: () => {
        this.takenOver++;
      },
      state: (state) => this.states.push(state),
      slots: (all) => this.slots.push(all.filter((slot) => slot.use === 'video').length),
      notice: (draft) => this.notices.push(`${draft.key} ${draft.params?.code}`),
    });
  }

  end(): void {
    this.media.close();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }

  async settle(ms = 0): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
  }

  async reply(with_: Reply = { type: 'answer', id: 'r', sdp: 'answer', sources: [] }): Promise<void> {
    const resolve = this.replies.shift();
    if (!resolve) throw new Error('no offer is waiting');
    resolve(with_);
    await this.settle();
  }

  async enter(): Promise<FakeConnection> {
    await this.media.joinOffer();
    await this.media.joined('answer', false);
    FakeConnection.last.become('connected');
    this.media.serverSays(true, '');
    return FakeConnection.last;
  }
}

export const refused = (code: string): Reply => ({ type: 'refused', id: 'r', code, message: '' });
