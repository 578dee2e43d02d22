// The dialogs of a meeting; at most one is open.

import { t } from '../../../i18n';
import { AppDialog } from '../../../ui/AppDialog';
import { useUi } from '../uiContext';
import type { DialogName } from '../uiState';
import { KeyList } from './KeyList';
import { RenameForm } from './RenameForm';
import { RoomForm } from './RoomForm';
import { SettingsForm } from './SettingsForm';
import './dialogs.css';

const TITLES = {
  rename: 'rename.title',
  room: 'room.title',
  settings: 'settings.title',
  shortcuts: 'keys.title',
} as const;

export function MeetingDialogs() {
  const { ui, dispatch } = useUi();
  const close = () => dispatch({ do: 'dialog', dialog: null });
  if (ui.dialog === null) return null;
  return (
    <AppDialog title={t(TITLES[ui.dialog])} open onClose={close}>
      <Content dialog={ui.dialog} close={close} />
    </AppDialog>
  );
}

function Content({ dialog, close }: { dialog: DialogName; close: () => void }) {
  switch (dialog) {
    case 'rename':
      return <RenameForm close={close} />;
    case 'room':
      return <RoomForm close={close} />;
    case 'settings':
      return <SettingsForm />;
    case 'shortcuts':
      return <KeyList />;
  }
}
