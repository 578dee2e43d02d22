// Hands the screen's own state to its parts.

import { createContext, type Dispatch, type RefObject, useContext } from 'react';
import { UI_START, type UiAction, type UiState } from './uiState';

export interface MeetingUi {
  ui: UiState;
  dispatch: Dispatch<UiAction>;
  /** What is written in the chat and not sent; survives closing the panel. */
  draft: RefObject<string>;
}

export const UiContext = createContext<MeetingUi>({ ui: UI_START, dispatch: () => {}, draft: { current: '' } });

export function useUi(): MeetingUi {
  return useContext(UiContext);
}
