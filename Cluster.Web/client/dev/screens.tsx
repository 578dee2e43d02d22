// Draws any screen from a fixed state, to look at it without a server: `npm run dev`, then
// /dev/screens.html?screen=meeting&people=7&panel=chat&share=1. Not part of the build.

import '../src/ui/ui.css';
import '../src/app/app.css';
import '../src/i18n/words/account';
import '../src/i18n/words/meeting';
import { createRoot } from 'react-dom/client';
import AccountPage from '../src/account/AccountPage';
import LinkPage from '../src/account/LinkPage';
import SignInPage from '../src/account/SignInPage';
import { LeavePage } from '../src/app/LeavePage';
import { takeLinkToken } from '../src/app/linkToken';
import { SessionProvider } from '../src/app/sessionContext';
import TestPage from '../src/connection/TestPage';
import MeetingScreen from '../src/meeting/ui/MeetingScreen';
import { PrejoinPage } from '../src/prejoin/PrejoinPage';
import RoomSettingsPage from '../src/room/RoomSettingsPage';
import { StartPage } from '../src/start/StartPage';
import { answerFromFixtures } from './fixtureApi';
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
answerFromFixtures(query);
if (query.get('screen') === 'link') takeLinkToken();

function Screen() {
  switch (query.get('screen')) {
    case 'prejoin':
      return (
        <PrejoinPage
          room={ROOM}
          start={{ name: query.get('name') ?? '', microphone: true, camera: true, atOnce: query.has('at-once') }}
        />
      );
    case 'sign-in':
      return <SignInPage />;
    case 'link':
      return <LinkPage />;
    case 'account':
      return <AccountPage />;
    case 'room-page':
      return <RoomSettingsPage room={ROOM} />;
    case 'test':
      return <TestPage />;
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
