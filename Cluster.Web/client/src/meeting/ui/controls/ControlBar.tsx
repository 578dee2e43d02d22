// The one bar of controls, bottom centre.

import { Hand, MessageSquare, PhoneOff, ScreenShare, ScreenShareOff, Users } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { IconButton, IconToggle } from '../../../ui/IconButton';
import { PHONE, useMedia } from '../../../ui/useMedia';
import { useSelf } from '../hooks';
import { KEYS } from '../keys';
import { useUi } from '../uiContext';
import { CameraButtons, MicrophoneButtons } from './DeviceButtons';
import { MoreMenu } from './MoreMenu';
import './bar.css';
import './devices.css';

export function ControlBar({ staged }: { staged: boolean }) {
  const phone = useMedia(PHONE);
  const session = useSession();
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
      <Button className="leave-button" aria-label={t('control.leave')} onPress={() => session.leave()}>
        <PhoneOff size={20} />
        {!phone && <span>{t('control.leave')}</span>}
      </Button>
    </section>
  );
}

/** Phones' browsers have no screen sharing. */
export function canShare(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

function ShareButton() {
  const session = useSession();
  const on = useMeeting((state) => state.local.screen.on);
  return (
    <IconButton
      name={on ? t('control.stopShare') : t('control.share')}
      shortcut={KEYS.share}
      icon={on ? <ScreenShareOff size={20} /> : <ScreenShare size={20} />}
      className={on ? 'is-on' : ''}
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
