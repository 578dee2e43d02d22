// The dialogs of a meeting; at most one is open.

import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { AppDialog } from '../../../ui/AppDialog';
import { useUi } from '../uiContext';
import type { DialogName } from '../uiState';
import { DoorDialog } from './DoorDialog';
import { KeyList } from './KeyList';
import { RenameForm } from './RenameForm';
import { RoomForm } from './RoomForm';
import { SettingsForm } from './SettingsForm';
import { EndSure, MuteAll, RemoveSure } from './SureDialogs';
import './dialogs.css';

const TITLES = {
  rename: 'rename.title',
  room: 'room.title',
  'room-password': 'room.title',
  settings: 'settings.title',
  shortcuts: 'keys.title',
  door: 'door.title',
  'mute-all': 'moderation.muteAll',
  remove: 'moderation.removeSure',
  end: 'moderation.endSure',
} as const;

export function MeetingDialogs() {
  const { ui, dispatch } = useUi();
  const close = () => dispatch({ do: 'dialog', dialog: null });
  const name = useMeeting((state) => state.participants.find((one) => one.id === ui.subject)?.name);
  if (ui.dialog === null) return null;
  // Whoever it was about is gone, and so is the question.
  if (ui.dialog === 'remove' && name === undefined) return null;
  return (
    <AppDialog title={t(TITLES[ui.dialog], { name: name ?? '' })} open onClose={close}>
      <Content dialog={ui.dialog} subject={ui.subject} close={close} />
    </AppDialog>
  );
}

interface ContentProps {
  dialog: DialogName;
  subject: string | null;
  close: () => void;
}

function Content({ dialog, subject, close }: ContentProps) {
  switch (dialog) {
    case 'rename':
      return <RenameForm close={close} />;
    case 'room':
    case 'room-password':
      return <RoomForm close={close} setPassword={dialog === 'room-password'} />;
    case 'settings':
      return <SettingsForm />;
    case 'shortcuts':
      return <KeyList />;
    case 'door':
      return <DoorDialog />;
    case 'mute-all':
      return <MuteAll close={close} />;
    case 'remove':
      return <RemoveSure participant={subject ?? ''} close={close} />;
    case 'end':
      return <EndSure close={close} />;
  }
}
