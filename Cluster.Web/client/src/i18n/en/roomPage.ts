// What a room's page says beside the settings themselves.

export const roomPage = {
  roomPage: {
    title: 'Room {{room}}',
    signIn: 'A room is set up by its moderators. Sign in to change it.',
    notAllowedTitle: 'This room has its own moderators',
    notAllowed: 'Your account is not among them. Ask one of them, or the person who runs this server.',
    link: 'Link',
    copy: 'Copy link',
    copied: 'Copied',
    join: 'Go to the meeting',
    idle: 'No meeting now',
    underway_one: 'Meeting under way: {{count}} person',
    underway_other: 'Meeting under way: {{count}} people',
    waiting_one: '{{count}} person waits for a host',
    waiting_other: '{{count}} people wait for a host',
    end: 'End the meeting',
    endSure: 'End it for everyone now',
    saved: 'Saved',
    save: 'Save',
    unsaved: 'Not saved yet',
    undo: 'Undo changes',
    failed: 'The room could not be loaded',
    applies: 'Changes count at once, in a meeting under way too.',
    who: 'Who can get in?',
  },
} as const;
