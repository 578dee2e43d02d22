// Listens to the keys of a meeting.

import { useEffect, useRef } from 'react';
import { useSession } from '../../app/sessionContext';
import { type KeyAction, keyAction } from './keys';
import { useUi } from './uiContext';

export function useMeetingKeys(staged: boolean): void {
  const session = useSession();
  const { ui, dispatch } = useUi();
  const talking = useRef(false);

  useEffect(() => {
    const run = (action: KeyAction) => {
      const { local, participants, self } = session.getState();
      switch (action) {
        case 'microphone':
          return void session.setMicrophone(!local.microphone.on);
        case 'camera':
          return void session.setCamera(!local.camera.on);
        case 'share':
          return local.screen.on ? session.stopScreen() : void session.startScreen();
        case 'hand':
          return session.raiseHand(participants.find((one) => one.id === self)?.handRaisedAtMs == null);
        case 'chat':
        case 'people':
          return dispatch({ do: 'panel', panel: action });
        case 'view':
          return dispatch({ do: 'view', staged });
        case 'help':
          return dispatch({ do: 'dialog', dialog: 'shortcuts' });
        case 'talk':
          if (local.microphone.on) return;
          talking.current = true;
          return void session.setMicrophone(true);
      }
    };

    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape' && ui.panel !== null) {
        dispatch({ do: 'close-panel' });
        return;
      }
      const action = keyAction(event);
      if (action === null) return;
      event.preventDefault();
      if (!event.repeat) run(action);
    };

    const up = (event: KeyboardEvent) => {
      if (event.key === ' ') quiet();
    };

    // A key released in another window is never seen here.
    const quiet = () => {
      if (!talking.current) return;
      talking.current = false;
      void session.setMicrophone(false);
    };

    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', quiet);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', quiet);
    };
  }, [session, ui.panel, dispatch, staged]);
}
