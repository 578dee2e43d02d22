// What a moderator can do to one person, as a menu; nothing for anybody else.

import { Crown, EllipsisVertical, Mic, MicOff, ScreenShareOff, UserMinus, UserRound, VideoOff } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import type { MeetingSession, ParticipantInfo } from '../../model';
import { useSelf } from '../hooks';
import { type ModerationAction, moderationActions } from '../moderation';
import { useUi } from '../uiContext';

const SIGNS: Record<ModerationAction, typeof Mic> = {
  mute: MicOff,
  muteLocked: MicOff,
  unlock: Mic,
  stopCamera: VideoOff,
  stopShare: ScreenShareOff,
  makeModerator: Crown,
  takeModerator: UserRound,
  remove: UserMinus,
};

export function PersonMenu({ person, className }: { person: ParticipantInfo; className: string }) {
  const session = useSession();
  const { dispatch } = useUi();
  const actions = moderationActions(person, useSelf());
  if (actions.length === 0) return null;
  const name = t('moderation.actions', { name: person.name });
  const run = (action: ModerationAction) => {
    if (action === 'remove') dispatch({ do: 'dialog', dialog: 'remove', subject: person.id });
    else void carryOut(session, action, person.id);
  };
  return (
    <MenuTrigger>
      <Button aria-label={name} className={className}>
        <EllipsisVertical size={20} />
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Menu className="menu" aria-label={name}>
          {actions.map((action) => {
            const Sign = SIGNS[action];
            const words = t(`moderation.${action}`);
            return (
              <MenuItem
                key={action}
                className={`menu-item ${action === 'remove' ? 'is-danger' : ''}`}
                textValue={words}
                onAction={() => run(action)}
              >
                <Sign size={20} />
                <span className="menu-text">{words}</span>
              </MenuItem>
            );
          })}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function carryOut(
  session: MeetingSession,
  action: Exclude<ModerationAction, 'remove'>,
  participant: string,
): Promise<string | null> {
  switch (action) {
    case 'mute':
      return session.mute('microphone', false, participant);
    case 'muteLocked':
      return session.mute('microphone', true, participant);
    case 'unlock':
      return session.unlock('microphone', participant);
    case 'stopCamera':
      return session.mute('camera', false, participant);
    case 'stopShare':
      return session.mute('screen', false, participant);
    case 'makeModerator':
      return session.giveRole(participant, 'moderator');
    case 'takeModerator':
      return session.giveRole(participant, 'participant');
  }
}
