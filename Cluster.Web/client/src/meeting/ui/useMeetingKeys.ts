// Listens to the keys of a meeting.

import { useEffect, useRef } from 'react';
import { useSession } from '../../app/sessionContext';
import { useDeviceSwitch } from './hooks';
import { type KeyAction, keyAction } from './keys';
import { useUi } from './uiContext';

export function useMeetingKeys(staged: boolean): void {
  const session = useSession();
  const { ui, dispatch } = useUi();
  const change = useDeviceSwitch();
  const talking = useRef(false);
  const byPointer = useRef(false);

  useEffect(() => {
    const run = (action: KeyAction) => {
      const { local, participants, self } = session.getState();
      switch (action) {
        case 'microphone':
          return void change('microphone', !local.microphone.on);
        case 'camera':
          return void change('camera', !local.camera.on);
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
      if (action === null || action === 'talk') return;
      event.preventDefault();
      if (!event.repeat) run(action);
    };

    // Before the control with the focus takes the key for itself.
    const first = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (key === 'Tab') byPointer.current = false;
      if (keyAction({ key, ctrlKey, metaKey, altKey, target, byPointer: byPointer.current }) !== 'talk') return;
      // Who is heard already has no use for it.
      if (session.getState().local.microphone.on && !talking.current) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) run('talk');
    };

    const pointed = () => {
      byPointer.current = true;
    };

    const up = (event: KeyboardEvent) => {
      if (event.key !== ' ') return;
      // A control that saw no press must see no release.
      if (talking.current) event.stopPropagation();
      quiet();
    };

    // A key released in another window is never seen here.
    const quiet = () => {
      if (!talking.current) return;
      talking.current = false;
      void session.setMicrophone(false);
    };

    window.addEventListener('keydown', down);
    window.addEventListener('keydown', first, true);
    window.addEventListener('keyup', up, true);
    window.addEventListener('pointerdown', pointed, true);
    window.addEventListener('blur', quiet);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keydown', first, true);
      window.removeEventListener('keyup', up, true);
      window.removeEventListener('pointerdown', pointed, true);
      window.removeEventListener('blur', quiet);
    };
  }, [session, change, ui.panel, dispatch, staged]);
}
