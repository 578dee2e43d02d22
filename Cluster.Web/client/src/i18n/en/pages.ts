// What the pages around a meeting say.

export const pages = {
  product: { name: 'Parley', tagline: 'Meetings that open with a link' },

  common: {
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
    copy: 'Copy',
    you: 'You',
    youNamed: '{{name}} (you)',
    dismiss: 'Dismiss',
    tryAgain: 'Try again',
    startPage: 'Start page',
    shortcut: '{{name}} ({{key}})',
  },

  start: {
    heading: 'Meet face to face, by link',
    what: 'Open a room, share its link, and talk. No account, nothing to install.',
    room: 'Room name',
    another: 'Suggest another name',
    go: 'Start or join',
    hint: 'Anyone with the name can come in. You can add a password inside.',
    recent: 'Recent rooms',
    recentOpen: 'Open {{room}}',
    forget: 'Forget {{room}}',
    help: 'Help and shortcuts',
    offline: 'You are offline. You can join a room as soon as your device is connected again.',
    badName: {
      empty: 'Give the room a name.',
      long: 'Use at most {{max}} characters.',
      letters: 'Use letters, digits, hyphens and spaces.',
      reserved: 'That name is kept for the program itself. Choose another.',
    },
  },

  help: {
    title: 'Help and shortcuts',
    intro:
      'To meet, give a room a name and send its link to the others. Whoever opens the link is asked for a name and comes in.',
    browser:
      'Your browser will ask for the camera and the microphone. You can also join with neither, to listen and chat.',
    keys: 'In a meeting these keys help, unless you are typing:',
  },

  prejoin: {
    heading: 'Ready to join?',
    name: 'Your name',
    namePlaceholder: 'How others will see you',
    nameMissing: 'Enter a name, so that the others know who you are.',
    join: 'Join now',
    joining: 'Joining…',
    cameraOff: 'Your camera is off',
    cameraStarting: 'Starting your camera…',
    microphoneStarting: 'Starting your microphone…',
    waiting: 'Your browser asks for your camera and microphone. Choose “Allow”.',
    level: 'Microphone level',
    levelHint: 'Say something: the bar moves when your microphone hears you.',
    levelOff: 'Your microphone is off.',
    guest: 'Guest',
    withNeither: 'You will join without camera and microphone. You can still listen, watch and chat.',
    preview: 'Your picture',
    passwordHeading: 'This room has a password',
    passwordIntro: 'Ask the person who invited you.',
    password: 'Room password',
    passwordShow: 'Show password',
    passwordHide: 'Hide password',
    passwordWrong: 'That is not the password. Check it and try again.',
    passwordEmpty: 'Enter the password.',
    otherRoom: 'Choose another room',
  },

  leave: { rejoin: 'Join again' },

  broken: {
    title: 'Something went wrong on this page',
    todo: 'Load the page again. If it keeps happening, tell the person who runs this server.',
    reload: 'Load again',
  },
} as const;
