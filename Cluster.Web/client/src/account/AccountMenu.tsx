// Who is signed in, and the ways to their account and out of it.

import { ChevronDown, DoorOpen, Gauge, LogOut, UserRound } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { go } from '../app/navigate';
import { t } from '../i18n';
import { type Account, api } from '../shared/api';
import { Initials } from '../ui/Initials';
import { refreshMe, signedOut } from './me';

export default function AccountMenu({ account }: { account: Account }) {
  const leave = async () => {
    const outcome = await api.signOut();
    if (outcome.ok) signedOut();
    else await refreshMe();
  };
  return (
    <MenuTrigger>
      <Button className="button small account-button" aria-label={t('head.menu', { name: account.name })}>
        <Initials name={account.name} size={28} />
        <span className="account-button-name" dir="auto">
          {account.name}
        </span>
        <ChevronDown size={16} />
      </Button>
      <Popover className="popover" placement="bottom end" offset={8}>
        <Menu className="menu" aria-label={t('head.menu', { name: account.name })}>
          <MenuSection>
            <Header className="menu-head account-menu-head" dir="auto">
              {account.login}
            </Header>
            <Item icon={<UserRound size={20} />} text={t('head.account')} run={() => go('/account')} />
            {account.role !== 'host' && <Item icon={<Gauge size={20} />} text={t('head.ops')} run={() => go('/ops')} />}
            <Item icon={<DoorOpen size={20} />} text={t('head.rooms')} run={() => go('/account#rooms')} />
          </MenuSection>
          <Separator className="menu-line" />
          <Item icon={<LogOut size={20} />} text={t('head.signOut')} run={() => void leave()} />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Item({ icon, text, run }: { icon: React.ReactNode; text: string; run: () => void }) {
  return (
    <MenuItem className="menu-item" textValue={text} onAction={run}>
      {icon}
      <span className="menu-text">{text}</span>
    </MenuItem>
  );
}
