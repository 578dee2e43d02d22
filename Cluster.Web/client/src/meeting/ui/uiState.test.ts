// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { reduceUi, UI_START, type UiAction } from './uiState';

const played = (...actions: UiAction[]) => actions.reduce(reduceUi, UI_START);

describe('reduceUi', () => {
  it('has one panel at a time, and the same button closes it', () => {
    expect(played({ do: 'panel', panel: 'chat' }, { do: 'panel', panel: 'people' }).panel).toBe('people');
    expect(played({ do: 'panel', panel: 'chat' }, { do: 'panel', panel: 'chat' }).panel).toBeNull();
    expect(played({ do: 'panel', panel: 'chat' }, { do: 'close-panel' }).panel).toBeNull();
  });

  it('opens a panel from a notice whether it is open or not', () => {
    expect(played({ do: 'open-panel', panel: 'chat' }, { do: 'open-panel', panel: 'chat' }).panel).toBe('chat');
  });

  it('gives up the pin when everybody is to be seen', () => {
    const state = played({ do: 'pin', key: 'a' }, { do: 'view', staged: true });
    expect([state.view, state.pinned]).toEqual(['tiles', null]);
  });

  it('pins, and unpins by the same click', () => {
    expect(played({ do: 'pin', key: 'a' }).pinned).toBe('a');
    expect(played({ do: 'pin', key: 'a' }, { do: 'pin', key: 'b' }).pinned).toBe('b');
    expect(played({ do: 'pin', key: 'a' }, { do: 'pin', key: 'a' }).pinned).toBeNull();
  });

  it('decides anew when a screen comes or goes', () => {
    expect(played({ do: 'view', staged: true }, { do: 'screens-changed' }).view).toBe('auto');
  });

  it('opens the chat to write to somebody', () => {
    expect(played({ do: 'chat-to', to: 'p2' })).toMatchObject({ panel: 'chat', chatTo: 'p2' });
  });
});
