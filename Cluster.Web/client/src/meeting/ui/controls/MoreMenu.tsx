// What is needed less often, and at phone width what has no place in the bar.

import {
  DoorClosed,
  Ellipsis,
  Keyboard,
  LayoutGrid,
  Link,
  Maximize,
  Minimize,
  PenLine,
  Presentation,
  ScreenShare,
  ScreenShareOff,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { copyText } from '../../../ui/clipboard';
import { useRoomLink, useSelf } from '../hooks';
import { KEYS } from '../keys';
import { useUi } from '../uiContext';
import { canShare } from './ControlBar';
import { useFullScreen } from './useFullScreen';

export function MoreMenu({ phone, staged }: { phone: boolean; staged: boolean }) {
  const session = useSession();
  const { dispatch } = useUi();
  const sharing = useMeeting((state) => state.local.screen.on);
  const moderator = useSelf()?.role === 'moderator';
  const link = useRoomLink();
  const full = useFullScreen();
  const copy = () => void copyText(link).then((done) => done && dispatch({ do: 'copied', copied: true }));
  return (
    <MenuTrigger>
      <Button aria-label={t('control.more')} className="icon-button">
        <Ellipsis size={20} />
      </Button>
      <Popover className="popover" placement="top" offset={10}>
        <Menu className="menu" aria-label={t('control.more')}>
          {phone && (
            <Item
              icon={<Users size={20} />}
              text={t('control.people')}
              run={() => dispatch({ do: 'panel', panel: 'people' })}
            />
          )}
          {phone && canShare() && (
            <Item
              icon={sharing ? <ScreenShareOff size={20} /> : <ScreenShare size={20} />}
              text={sharing ? t('control.stopShare') : t('control.share')}
              run={() => (sharing ? session.stopScreen() : void session.startScreen())}
            />
          )}
          {phone && <Separator className="menu-line" />}
          <Item
            icon={staged ? <LayoutGrid size={20} /> : <Presentation size={20} />}
            text={staged ? t('control.tiles') : t('control.stage')}
            keyName={KEYS.view}
            run={() => dispatch({ do: 'view', staged })}
          />
          {full.possible && (
            <Item
              icon={full.on ? <Minimize size={20} /> : <Maximize size={20} />}
              text={full.on ? t('control.endFullScreen') : t('control.fullScreen')}
              run={full.toggle}
            />
          )}
          <Item icon={<Link size={20} />} text={t('control.copyLink')} run={copy} />
          <Separator className="menu-line" />
          <Item
            icon={<PenLine size={20} />}
            text={t('control.rename')}
            run={() => dispatch({ do: 'dialog', dialog: 'rename' })}
          />
          <Item
            icon={<Settings size={20} />}
            text={t('control.settings')}
            run={() => dispatch({ do: 'dialog', dialog: 'settings' })}
          />
          <Item
            icon={<ShieldCheck size={20} />}
            text={t('moderation.who')}
            run={() => dispatch({ do: 'dialog', dialog: 'door' })}
          />
          {moderator && (
            <Item
              icon={<SlidersHorizontal size={20} />}
              text={t('control.room')}
              run={() => dispatch({ do: 'dialog', dialog: 'room' })}
            />
          )}
          <Item
            icon={<Keyboard size={20} />}
            text={t('control.shortcuts')}
            keyName={KEYS.help}
            run={() => dispatch({ do: 'dialog', dialog: 'shortcuts' })}
          />
          {phone && moderator && <Separator className="menu-line" />}
          {phone && moderator && (
            <Item
              icon={<DoorClosed size={20} />}
              text={t('moderation.end')}
              run={() => dispatch({ do: 'dialog', dialog: 'end' })}
              danger
            />
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

interface ItemProps {
  icon: ReactNode;
  text: string;
  keyName?: string;
  run: () => void;
  danger?: boolean;
}

function Item({ icon, text, keyName, run, danger = false }: ItemProps) {
  return (
    <MenuItem className={`menu-item ${danger ? 'is-danger' : ''}`} textValue={text} onAction={run}>
      {icon}
      <span className="menu-text">{text}</span>
      {keyName && <kbd>{keyName}</kbd>}
    </MenuItem>
  );
}
