// People, chat and pictures that look like a meeting.

import type { MeetingState, ParticipantInfo, Picture, RoomInfo } from '../src/meeting/model';
import { drawnTrack } from './drawnTrack';
import type { FixtureWish } from './fixtureSession';

const NAMES = [
  'Ann Okafor',
  'Bob Lindqvist',
  'Carla Méndez',
  'Dmitri Volkov',
  'Emi Tanaka',
  'Farid Haddad',
  'Grace Nakamura-Johansson',
  'Hugo',
  'Ines Carvalho',
  'Jonas Weber',
  'Kiri Walker',
  'Liam O’Brien',
  'Mei Chen',
  'Noor Aziz',
  'Olu Adeyemi',
  'Pia Novak',
  'Quentin Blanc',
  'Rosa Lima',
  'Sami Korhonen',
  'Tess van Dijk',
];
/** Names that ask for care: other directions, no letters, no spaces, no end. */
const ODD_NAMES = [
  'נועה לוי',
  '🦊',
  'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh the Younger of Ashby',
  'محمد عبد الله',
  '李小龍',
  '👩🏽‍💻 Dev',
  'x',
  'averyveryveryverylongnamewithoutanyspaces',
];
const START = Date.now() - 12 * 60_000 - 34_000;

export function fixtureState(wish: FixtureWish): MeetingState {
  const participants = Array.from({ length: wish.people }, (_, index) => person(index, wish));
  const first = {
    devices: [
      { id: 'a', label: 'Built-in microphone' },
      { id: 'b', label: 'USB headset with a very long product name' },
    ],
    chosen: 'a',
  };
  const problem = wish.problem as MeetingState['local']['camera']['problem'];
  return {
    phase: phase(wish),
    room: fixtureRoom(wish),
    self: 'p0',
    startedAtMs: START,
    clockOffsetMs: 0,
    hosts: wish.hostsGone ? { present: false, endsAtMs: Date.now() + 118_000 } : null,
    participants,
    missing: [],
    chat: wish.chat ? chat() : [],
    unread: wish.chat ? 3 : 0,
    speakers: wish.people > 1 ? [11] : [],
    levels: { p1: 0.4 },
    pictures: pictures(participants),
    local: {
      microphone: { on: !problem && !wish.locked, track: null, problem },
      camera: { on: !problem, track: problem ? null : drawnTrack(0, 'camera'), problem },
      screen: { on: wish.share === 'own', track: null, withSound: false },
      microphones: first,
      cameras: { devices: [{ id: 'c', label: 'FaceTime HD Camera' }], chosen: 'c' },
      speakers: { devices: [{ id: 's', label: 'Built-in speakers' }], chosen: 's' },
    },
    media: 'connected',
    soundBlocked: wish.soundBlocked,
    notices: wish.notices
      ? [
          { id: 1, key: 'notice.joined', params: { name: 'Emi Tanaka' }, tone: 'info' },
          { id: 2, key: 'notice.mutedSpeaking', tone: 'warn' },
        ]
      : [],
  };
}

export function fixtureRoom(wish: Pick<FixtureWish, 'restricted' | 'authenticated'>): RoomInfo {
  return {
    name: 'calm-otter-gently-40218',
    title: 'Weekly planning',
    hasPassword: true,
    startsMuted: false,
    startsHidden: false,
    lobby: false,
    participantsMax: 100,
    mayShare: 'everyone',
    mayChat: wish.restricted ? 'moderators' : 'everyone',
    mayRecord: 'moderators',
    chatHistory: 'meeting',
    creation: wish.authenticated ? 'authenticated' : 'open',
    namesModerators: false,
    expiresAtMs: null,
  };
}

function phase(wish: FixtureWish): MeetingState['phase'] {
  if (wish.phase === 'refused' || wish.phase === 'left') {
    return { at: wish.phase, code: wish.code, message: 'The server said so.' };
  }
  if (wish.phase === 'waiting') return { at: 'waiting', code: 'waiting-for-host', connected: wish.code !== 'lost' };
  if (wish.phase === 'reconnecting') return { at: 'reconnecting', sinceMs: START };
  return wish.phase === 'joining' ? { at: 'joining' } : { at: wish.phase === 'idle' ? 'idle' : 'in' };
}

function person(index: number, wish: FixtureWish): ParticipantInfo {
  const cameraOn = index % 4 !== 2;
  const screenOn = wish.share === 'other' && index === 1;
  const sources: ParticipantInfo['sources'] = [{ number: index * 10 + 1, kind: 'microphone' }];
  if (cameraOn) sources.push({ number: index * 10 + 2, kind: 'camera' });
  if (screenOn) sources.push({ number: index * 10 + 3, kind: 'screen' });
  return {
    id: `p${index}`,
    name: (wish.odd ? ODD_NAMES : NAMES)[index % (wish.odd ? ODD_NAMES : NAMES).length] ?? 'Guest',
    role: index === (wish.asGuest ? 1 : 0) ? 'moderator' : 'participant',
    presence: index === 5 ? 'reconnecting' : 'present',
    devices: { microphoneOn: index % 3 !== 2, cameraOn, screenOn },
    sources,
    joinedAtMs: START + index * 1000,
    handRaisedAtMs: index === 3 ? START + 60_000 : null,
    locked: { microphone: wish.locked && index % 3 !== 1, camera: wish.locked && index === 2, screen: false },
    host: index === (wish.asGuest ? 1 : 0),
  };
}

function pictures(participants: ParticipantInfo[]): Record<number, Picture> {
  const found: Record<number, Picture> = {};
  participants.forEach((participant, index) => {
    for (const { number, kind } of participant.sources) {
      // The fifth person's picture is still on its way.
      if (kind === 'microphone' || index === 0 || index === 4) continue;
      found[number] = { source: number, participant: participant.id, kind, track: drawnTrack(index, kind) };
    }
  });
  return found;
}

function chat(): MeetingState['chat'] {
  const say = (number: number, from: number, text: string, to?: string) => ({
    number,
    from: `p${from}`,
    fromName: NAMES[from] ?? '',
    text,
    to: to ?? null,
    atMs: START + number * 61_000,
  });
  return [
    say(1, 1, 'Morning everyone'),
    say(2, 1, 'The agenda is at https://example.org/agenda/2031-04 (three points).'),
    say(3, 0, 'Thanks. I would start with the second one, because Carla has to leave early and it is mostly hers.'),
    say(4, 2, 'Could you send me your numbers before?', 'p0'),
    say(5, 0, 'On their way.', 'p2'),
    say(6, 3, 'averyverylongwordwithoutanyspacesthatwouldotherwisebreakoutofthepanelandlooksilly'),
  ];
}
