// What a key does in a meeting.

export type KeyAction = 'microphone' | 'camera' | 'share' | 'chat' | 'people' | 'hand' | 'view' | 'help' | 'talk';

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  m: 'microphone',
  v: 'camera',
  d: 'share',
  c: 'chat',
  p: 'people',
  r: 'hand',
  w: 'view',
  '?': 'help',
  ' ': 'talk',
};

/** The key to show for an action. */
export const KEYS = {
  microphone: 'M',
  camera: 'V',
  share: 'D',
  chat: 'C',
  people: 'P',
  hand: 'R',
  view: 'W',
  help: '?',
} as const;

interface Press {
  key: string;
  /** Where the focus came with the pointer, Space talks: whoever clicked "mute" does not mean to press it again. */
  byPointer?: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: EventTarget | null;
}

/** Null where the key means something else: while typing, with a modifier, in a dialog or menu. */
export function keyAction(press: Press): KeyAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const action = ACTIONS[press.key.toLowerCase()];
  if (action === undefined) return null;
  const element = press.target instanceof Element ? press.target : null;
  if (element?.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]'))
    return null;
  // Space presses the control that has the focus.
  if (action === 'talk' && !press.byPointer && element?.closest('button, a, [role="button"], [tabindex="0"]'))
    return null;
  return action;
}
