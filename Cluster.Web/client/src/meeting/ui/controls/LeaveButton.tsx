// Leaving, which is one press; and for a moderator, beside it, ending the meeting for everyone.

import { ChevronUp, DoorClosed, PhoneOff } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { useSelf } from '../hooks';
import { useUi } from '../uiContext';

export function LeaveButton({ phone }: { phone: boolean }) {
  const session = useSession();
  const moderator = useSelf()?.role === 'moderator';
  return (
    <div className={`leave-buttons ${moderator && !phone ? 'has-menu' : ''}`}>
      <Button className="leave-button" aria-label={t('control.leave')} onPress={() => session.leave()}>
        <PhoneOff size={20} />
        {!phone && <span>{t('control.leave')}</span>}
      </Button>
      {moderator && !phone && <EndMenu />}
    </div>
  );
}

function EndMenu() {
  const { dispatch } = useUi();
  return (
    <MenuTrigger>
      <Button className="leave-button leave-more" aria-label={t('moderation.leaveMenu')}>
        <ChevronUp size={16} />
      </Button>
      <Popover className="popover" placement="top end" offset={10}>
        <Menu className="menu" aria-label={t('moderation.leaveMenu')}>
          <MenuItem
            className="menu-item is-danger"
            textValue={t('moderation.end')}
            onAction={() => dispatch({ do: 'dialog', dialog: 'end' })}
          >
            <DoorClosed size={20} />
            <span className="menu-text">{t('moderation.end')}</span>
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
