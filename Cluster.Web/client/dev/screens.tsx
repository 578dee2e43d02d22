// Draws any screen from a fixed state, to look at it without a server: `npm run dev`, then
// /dev/screens.html?screen=meeting&people=7&panel=chat&share=1. Not part of the build.

import '../src/ui/ui.css';
import '../src/app/app.css';
import { createRoot } from 'react-dom/client';
import { LeavePage } from '../src/app/LeavePage';
import { SessionProvider } from '../src/app/sessionContext';
import MeetingScreen from '../src/meeting/ui/MeetingScreen';
import { PrejoinPage } from '../src/prejoin/PrejoinPage';
import { StartPage } from '../src/start/StartPage';
import { FixtureSession, type FixtureWish } from './fixtureSession';

const query = new URLSearchParams(window.location.search);
const wish: FixtureWish = {
  people: Number(query.get('people') ?? 4),
  share: query.get('share'),
  chat: query.has('chat'),
  problem: query.get('problem'),
  phase: query.get('phase'),
  code: query.get('code') ?? '',
  soundBlocked: query.has('blocked'),
  notices: query.has('notices'),
  odd: query.has('odd'),
  asGuest: query.has('guest'),
  locked: query.has('locked'),
  restricted: query.has('restricted'),
  authenticated: query.has('authenticated'),
  hostsGone: query.has('hosts-gone'),
};
const ROOM = 'calm-otter-gently-40218';

function Screen() {
  switch (query.get('screen')) {
    case 'prejoin':
      return (
        <PrejoinPage
          room={ROOM}
          start={{ name: query.get('name') ?? '', microphone: true, camera: true, atOnce: query.has('at-once') }}
        />
      );
    case 'leave':
      return <LeavePage room={ROOM} onAgain={() => {}} />;
    case 'meeting':
      return <MeetingScreen room={ROOM} />;
    default:
      return <StartPage />;
  }
}

const mount = document.getElementById('app');
if (mount) {
  createRoot(mount).render(
    <SessionProvider session={new FixtureSession(wish)}>
      <Screen />
    </SessionProvider>,
  );
}
