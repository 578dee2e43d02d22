// One line of the people list.

import { Hand, Lock, MessageSquareLock, Mic, MicOff, ScreenShare, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { IconButton } from '../../../ui/IconButton';
import { Initials } from '../../../ui/Initials';
import type { ParticipantInfo } from '../../model';
import { useUi } from '../uiContext';
import { PersonMenu } from './PersonMenu';

export function Person({ person, isSelf }: { person: ParticipantInfo; isSelf: boolean }) {
  const { dispatch } = useUi();
  const ownMicrophone = useMeeting((state) => state.local.microphone.on);
  const ownCamera = useMeeting((state) => state.local.camera.on);
  const microphoneOn = isSelf ? ownMicrophone : person.devices.microphoneOn;
  const cameraOn = isSelf ? ownCamera : person.devices.cameraOn;
  const notes = [
    person.role === 'moderator' ? t('people.moderator') : '',
    person.host ? t('moderation.host') : '',
    person.presence === 'reconnecting' ? t('people.reconnecting') : '',
  ].filter((note) => note !== '');
  return (
    <li className="person" data-participant={person.id}>
      <Initials name={person.name} size={36} />
      <div className="person-words">
        <span className="person-name" dir="auto" title={person.name}>
          {isSelf ? t('common.youNamed', { name: person.name }) : person.name}
        </span>
        {notes.length > 0 && <span className="person-notes quiet">{notes.join(' · ')}</span>}
      </div>
      {!isSelf && (
        <IconButton
          name={t('people.write', { name: person.name })}
          icon={<MessageSquareLock size={20} />}
          className="person-write"
          onPress={() => dispatch({ do: 'chat-to', to: person.id })}
        />
      )}
      <div className="person-signs">
        {person.handRaisedAtMs != null && (
          <Sign name={t('people.hand')} icon={<Hand size={20} />} className="is-hand" />
        )}
        {person.devices.screenOn && <Sign name={t('people.sharing')} icon={<ScreenShare size={20} />} />}
        <Sign
          name={microphoneWords(microphoneOn, person.locked.microphone)}
          icon={microphoneOn ? <Mic size={20} /> : <MicOff size={20} />}
          locked={person.locked.microphone}
          className={microphoneOn ? '' : 'is-off'}
        />
        <Sign
          name={cameraWords(cameraOn, person.locked.camera)}
          icon={cameraOn ? <Video size={20} /> : <VideoOff size={20} />}
          locked={person.locked.camera}
          className={cameraOn ? '' : 'is-off'}
        />
      </div>
      <PersonMenu person={person} className="icon-button person-menu" />
    </li>
  );
}

function microphoneWords(on: boolean, locked: boolean): string {
  if (locked) return t('moderation.micLocked');
  return on ? t('people.micOn') : t('people.micOff');
}

function cameraWords(on: boolean, locked: boolean): string {
  if (locked) return t('moderation.cameraLocked');
  return on ? t('people.cameraOn') : t('people.cameraOff');
}

interface SignProps {
  name: string;
  icon: ReactNode;
  className?: string;
  locked?: boolean;
}

function Sign({ name, icon, className = '', locked = false }: SignProps) {
  return (
    <span className={`sign ${className}`} role="img" aria-label={name} title={name}>
      {icon}
      {locked && <Lock size={12} className="sign-lock" strokeWidth={2.5} />}
    </span>
  );
}
