// What the screen of a meeting remembers for itself: the open panel, the view, the pinned tile, the open dialog.

import type { View } from './layout/chooseStage';

export type Panel = 'people' | 'chat';
export type DialogName =
  | 'rename'
  | 'room'
  | 'room-password'
  | 'settings'
  | 'shortcuts'
  | 'door'
  | 'mute-all'
  | 'remove'
  | 'end';

export interface UiState {
  panel: Panel | null;
  view: View;
  pinned: string | null;
  page: number;
  dialog: DialogName | null;
  /** The person the dialog is about. */
  subject: string | null;
  /** The person the next chat line is for; null: everyone. */
  chatTo: string | null;
  /** The link was just copied. */
  copied: boolean;
}

export type UiAction =
  | { do: 'panel'; panel: Panel }
  | { do: 'open-panel'; panel: Panel }
  | { do: 'close-panel' }
  | { do: 'view'; staged: boolean }
  | { do: 'screens-changed' }
  | { do: 'pin'; key: string }
  | { do: 'page'; page: number }
  | { do: 'dialog'; dialog: DialogName | null; subject?: string }
  | { do: 'chat-to'; to: string | null }
  | { do: 'copied'; copied: boolean };

export const UI_START: UiState = {
  panel: null,
  view: 'auto',
  pinned: null,
  page: 0,
  dialog: null,
  subject: null,
  chatTo: null,
  copied: false,
};

export function reduceUi(state: UiState, action: UiAction): UiState {
  switch (action.do) {
    case 'panel':
      return { ...state, panel: state.panel === action.panel ? null : action.panel };
    case 'open-panel':
      return { ...state, panel: action.panel };
    case 'close-panel':
      return { ...state, panel: null };
    case 'view':
      // Who asks for tiles wants to see everybody: the pin goes.
      return action.staged ? { ...state, view: 'tiles', pinned: null, page: 0 } : { ...state, view: 'stage', page: 0 };
    case 'screens-changed':
      return { ...state, view: 'auto' };
    case 'pin':
      return state.pinned === action.key
        ? { ...state, pinned: null, view: 'auto' }
        : { ...state, pinned: action.key, view: 'auto' };
    case 'page':
      return { ...state, page: Math.max(0, action.page) };
    case 'dialog':
      return { ...state, dialog: action.dialog, subject: action.subject ?? null };
    case 'chat-to':
      return { ...state, chatTo: action.to, panel: 'chat' };
    case 'copied':
      return { ...state, copied: action.copied };
  }
}
