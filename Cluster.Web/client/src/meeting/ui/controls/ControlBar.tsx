// The one bar of controls, bottom centre.

import { Hand, MessageSquare, ScreenShare, ScreenShareOff, Users } from 'lucide-react';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { IconButton, IconToggle } from '../../../ui/IconButton';
import { PHONE, useMedia } from '../../../ui/useMedia';
import type { MeetingState } from '../../model';
import { restraintOn } from '../../restraints';
import { useSelf } from '../hooks';
import { KEYS } from '../keys';
import { useUi } from '../uiContext';
import { CameraButtons, LockMark, MicrophoneButtons } from './DeviceButtons';
import { LeaveButton } from './LeaveButton';
import { MoreMenu } from './MoreMenu';
import './bar.css';
import './devices.css';

export function ControlBar({ staged }: { staged: boolean }) {
  const phone = useMedia(PHONE);
  return (
    <section className="bar" aria-label={t('control.bar')}>
      <div className="bar-main">
        <MicrophoneButtons menu={!phone} />
        <CameraButtons menu={!phone} />
        {!phone && canShare() && <ShareButton />}
        <HandButton />
        {!phone && <PeopleButton />}
        <ChatButton />
        <MoreMenu phone={phone} staged={staged} />
      </div>
      <LeaveButton phone={phone} />
    </section>
  );
}

/** Why one may not share now. */
function shareHeldBack(state: MeetingState): 'moderation.lockedScreen' | 'moderation.shareModerators' | null {
  const why = restraintOn(state, 'screen')?.key;
  if (why === undefined) return null;
  return why === 'notice.screenLocked' ? 'moderation.lockedScreen' : 'moderation.shareModerators';
}

/** Phones' browsers have no screen sharing. */
export function canShare(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

function ShareButton() {
  const session = useSession();
  const on = useMeeting((state) => state.local.screen.on);
  const held = useMeeting((state) => shareHeldBack(state));
  return (
    <IconButton
      name={on ? t('control.stopShare') : t('control.share')}
      shortcut={KEYS.share}
      icon={on ? <ScreenShareOff size={20} /> : <ScreenShare size={20} />}
      className={on ? 'is-on' : held === null ? '' : 'is-held'}
      badge={held !== null && !on && <LockMark />}
      description={held !== null && !on ? t(held) : undefined}
      onPress={() => (on ? session.stopScreen() : void session.startScreen())}
    />
  );
}

function HandButton() {
  const session = useSession();
  const raised = useSelf()?.handRaisedAtMs != null;
  return (
    <IconToggle
      name={t('control.hand')}
      shortcut={KEYS.hand}
      icon={<Hand size={20} />}
      selected={raised}
      onChange={(next) => session.raiseHand(next)}
    />
  );
}

function PeopleButton() {
  const { ui, dispatch } = useUi();
  return (
    <IconToggle
      name={t('control.people')}
      shortcut={KEYS.people}
      icon={<Users size={20} />}
      selected={ui.panel === 'people'}
      onChange={() => dispatch({ do: 'panel', panel: 'people' })}
    />
  );
}

function ChatButton() {
  const { ui, dispatch } = useUi();
  const unread = useMeeting((state) => state.unread);
  const open = ui.panel === 'chat';
  return (
    <IconToggle
      name={t('control.chat')}
      shortcut={KEYS.chat}
      icon={<MessageSquare size={20} />}
      badge={unread > 0 && !open && <span className="badge figures">{unread > 99 ? '99+' : unread}</span>}
      description={unread > 0 && !open ? t('control.unread', { count: unread }) : undefined}
      selected={open}
      onChange={() => dispatch({ do: 'panel', panel: 'chat' })}
    />
  );
}
