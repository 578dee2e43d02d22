// What the dialogs of a room and of one's name say.

export const room = {
  room: {
    title: 'Room settings',
    name: 'Title',
    password: 'Password',
    passwordIs: 'This room has a password.',
    passwordNone: 'Anyone with the link can come in.',
    passwordSet: 'Set a password',
    passwordChange: 'Change password',
    passwordRemove: 'Remove password',
    passwordNew: 'New password',
    passwordEmpty: 'Enter a password, or keep the room as it is.',
    passwordKeep: 'Keep as it is',
    passwordGoes: 'The password is removed when you save.',
    passwordHint: 'Kept for the next meeting too.',
    startsMuted: 'Everyone starts muted',
    startsMutedHint: 'Who joins from now on has the microphone off.',
    startsHidden: 'Everyone starts with the camera off',
    startsHiddenHint: 'Who joins from now on decides when to show a picture.',
    saving: 'Saving…',
  },

  rename: { title: 'Change your name', name: 'Your name', failed: 'The name was not changed. Try again.' },
} as const;
