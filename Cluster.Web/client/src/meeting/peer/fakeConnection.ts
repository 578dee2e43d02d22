// An RTCPeerConnection for tests: it negotiates with nobody, and its states are set by hand.

export class FakeSender {
  track: MediaStreamTrack | null = null;
  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track;
  }
}

export class FakeTransceiver {
  mid: string | null = null;
  stopped = false;
  readonly sender = new FakeSender();
  /** What `getContributingSources()` gives. */
  contributing: { source: number; timestamp: number }[] = [];
  /** What `getSynchronizationSources()` gives. */
  synchronization: { source: number; timestamp: number; audioLevel?: number }[] = [];
  readonly receiver;

  constructor(
    readonly kind: string,
    readonly direction: string,
    transport: FakeConnection['transport'],
  ) {
    this.receiver = {
      track: { kind, of: 'receiver' },
      transport,
      getContributingSources: () => this.contributing,
      getSynchronizationSources: () => this.synchronization,
    };
  }

  stop(): void {
    this.stopped = true;
  }
}

export class FakeConnection {
  static all: FakeConnection[] = [];
  static get last(): FakeConnection {
    const connection = FakeConnection.all.at(-1);
    if (!connection) throw new Error('no connection was made');
    return connection;
  }

  connectionState = 'new';
  signalingState = 'stable';
  localDescription: { type: string; sdp: string } | null = null;
  onconnectionstatechange: (() => void) | null = null;
  closed = false;
  answers: string[] = [];
  readonly transport = { state: 'connected', onstatechange: null as (() => void) | null };
  readonly transceivers: FakeTransceiver[] = [];
  #mids = 0;

  constructor() {
    FakeConnection.all.push(this);
  }

  addTransceiver(kind: string, init: { direction: string }): FakeTransceiver {
    const transceiver = new FakeTransceiver(kind, init.direction, this.transport);
    this.transceivers.push(transceiver);
    return transceiver;
  }

  /** What `getStats()` gives. */
  stats: object[] = [];

  async getStats(): Promise<Map<string, object>> {
    return new Map(this.stats.map((report, i) => [String(i), report]));
  }

  async setLocalDescription(description?: { type: string }): Promise<void> {
    if (description?.type === 'rollback') {
      this.signalingState = 'stable';
      return;
    }
    if (this.signalingState !== 'stable') throw new Error('two offers at once');
    this.signalingState = 'have-local-offer';
    for (const transceiver of this.transceivers) transceiver.mid ??= String(this.#mids++);
    this.localDescription = {
      type: 'offer',
      sdp: `offer with ${this.transceivers.filter((one) => !one.stopped).length}`,
    };
  }

  async setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    if (this.signalingState !== 'have-local-offer') throw new Error('an answer to nothing');
    if (sdp === 'nonsense') throw new Error('not an answer');
    this.signalingState = 'stable';
    this.answers.push(sdp);
  }

  become(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  closeDtls(): void {
    this.transport.state = 'closed';
    this.transport.onstatechange?.();
  }

  close(): void {
    this.closed = true;
    this.connectionState = 'closed';
  }
}
