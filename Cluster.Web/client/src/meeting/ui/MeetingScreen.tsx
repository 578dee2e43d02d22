// A meeting: the people, the controls, and what opens beside them.

import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useMeeting } from '../../app/sessionContext';
import { useTitle } from '../../app/useTitle';
import { t } from '../../i18n';
import { rememberRoom } from '../../shared/rooms';
import { Banners } from './Banners';
import { ControlBar } from './controls/ControlBar';
import { MeetingDialogs } from './dialogs/MeetingDialogs';
import { InviteCard } from './InviteCard';
import { Notices } from './Notices';
import { ChatPanel } from './panels/ChatPanel';
import { PeoplePanel } from './panels/PeoplePanel';
import { TopLine } from './TopLine';
import { TileArea } from './tiles/TileArea';
import { useTiles } from './tiles/useTiles';
import { UiContext, useUi } from './uiContext';
import { reduceUi, UI_START } from './uiState';
import { useMeetingKeys } from './useMeetingKeys';
import './meeting.css';

export default function MeetingScreen({ room }: { room: string }) {
  const [ui, dispatch] = useReducer(reduceUi, UI_START);
  const draft = useRef('');
  const context = useMemo(() => ({ ui, dispatch, draft }), [ui]);
  // Only who came in was there: a refusal at the door is no visit.
  useEffect(() => rememberRoom(room), [room]);
  return (
    <UiContext value={context}>
      <Frame room={room} />
    </UiContext>
  );
}

function Frame({ room }: { room: string }) {
  const tiles = useTiles();
  const [staged, setStaged] = useState(false);
  const alone = useMeeting((state) => state.participants.length === 1);
  const title = useMeeting((state) => state.room?.title || room);
  const unread = useMeeting((state) => state.unread);
  useTitle(unread > 0 ? t('meeting.pageUnread', { count: unread, room: title }) : title);
  useMeetingKeys(staged);
  useScreensChanged(tiles.filter((tile) => tile.kind === 'screen').map((tile) => tile.key));
  return (
    <div className="meeting">
      <TopLine title={title} />
      <main className="meeting-middle">
        <div className={`meeting-people ${alone ? 'is-alone' : ''}`}>
          <TileArea tiles={tiles} onStaged={setStaged} />
          {alone && <InviteCard />}
        </div>
        <Panels />
      </main>
      <Notices />
      <Banners />
      <ControlBar staged={staged} />
      <MeetingDialogs />
    </div>
  );
}

function Panels() {
  const { ui } = useUi();
  if (ui.panel === 'people') return <PeoplePanel />;
  return ui.panel === 'chat' ? <ChatPanel /> : null;
}

/** A screen that comes or goes decides anew between tiles and stage. */
function useScreensChanged(keys: string[]): void {
  const { dispatch } = useUi();
  const shown = keys.join(' ');
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    dispatch({ do: 'screens-changed' });
  }, [shown, dispatch]);
}
