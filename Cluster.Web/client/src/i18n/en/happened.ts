// What happened, in words: why a meeting is over, why one is not let in, and the lines in the corner.

export const happened = {
  /** What the codes of an end mean: `title` and what to do. */
  ended: {
    left: { title: 'You left the meeting', todo: '' },
    removed: { title: 'You were removed from the meeting', todo: 'A moderator took you out of the room.' },
    replaced: {
      title: 'You are in this meeting somewhere else',
      todo: 'This page was closed because the meeting is open in another one.',
    },
    expired: { title: 'You were away too long', todo: 'The meeting went on without you. Join again to come back.' },
    'meeting-ended': { title: 'The meeting has ended', todo: '' },
    'too-slow': {
      title: 'Your connection was too slow',
      todo: 'The server’s messages did not get through to you. Join again when your connection is better.',
    },
    unreachable: {
      title: 'The connection was lost',
      todo: 'Check that your device is connected, then join again.',
    },
    'node-stopping': { title: 'The server is being restarted', todo: 'Wait a moment, then join again.' },
    other: { title: 'The meeting is over for you', todo: 'You can try to join again.' },
  },

  /** What the codes of a refused entry mean. */
  refused: {
    'password-required': { title: 'This room has a password', todo: 'Ask the person who invited you.' },
    'password-wrong': { title: 'That is not the password', todo: 'Check it and try again.' },
    'room-full': { title: 'This room is full', todo: 'Wait until somebody leaves, then try again.' },
    'too-many-attempts': { title: 'Too many attempts', todo: 'Wait a minute, then try again.' },
    'too-many-sockets': { title: 'The server is full', todo: 'Try again in a few minutes.' },
    'too-many-sockets-from-address': {
      title: 'Too many people come from your network',
      todo: 'Close other pages of this server, then try again.',
    },
    'not-allowed': { title: 'You are not allowed in', todo: 'Ask the person who invited you.' },
    'login-required': { title: 'This room needs an account', todo: 'Ask the person who runs this server.' },
    'waiting-for-host': { title: 'The meeting has not started', todo: 'Try again when the host is there.' },
    knocking: { title: 'You are waiting to be let in', todo: 'A moderator will let you in soon.' },
    banned: { title: 'You cannot join this room', todo: 'A moderator has closed it to you.' },
    'node-stopping': { title: 'The server is being restarted', todo: 'Wait a moment, then try again.' },
    'try-again': { title: 'The server was not ready', todo: 'Wait a moment, then try again.' },
    'storage-unavailable': { title: 'The server cannot reach its records', todo: 'Wait a moment, then try again.' },
    'unsupported-version': { title: 'This page is out of date', todo: 'Load it again to get the current one.' },
    unreachable: {
      title: 'The server does not answer',
      todo: 'Check that your device is connected, then try again.',
    },
    'media-unsupported': {
      title: 'This browser cannot hold a meeting',
      todo: 'It has no WebRTC, or it is switched off. Use a current Firefox, Chrome, Edge or Safari.',
    },
    other: { title: 'You could not join', todo: 'Try again in a moment.' },
  },

  /** What just happened, by the session's notice keys. */
  notice: {
    joined: '{{name}} joined',
    joinedMany_one: '{{count}} person joined',
    joinedMany_other: '{{count}} people joined',
    left: '{{name}} left',
    leftMany_one: '{{count}} person left',
    leftMany_other: '{{count}} people left',
    handRaised: '{{name}} raised a hand',
    chat: '{{name}}: {{text}}',
    chatPrivate: '{{name}} to you: {{text}}',
    screenStarted: '{{name}} shares a screen',
    reconnected: 'You are back.',
    rejoined: 'You were away too long and joined again.',
    startsMuted: 'Everyone starts muted here. Turn your microphone on when you want to speak.',
    startsHidden: 'Everyone starts with the camera off here. Turn yours on when you like.',
    mutedSpeaking: 'You are muted. Press M to speak.',
    microphoneReplaced: 'Your microphone went away. Now using {{label}}.',
    cameraReplaced: 'Your camera went away. Now using {{label}}.',
    microphoneLost: 'Your microphone went away. Plug it in again, or choose another.',
    cameraLost: 'Your camera went away. Plug it in again, or choose another.',
    screenDenied: 'The screen is not shared: your browser or system does not allow it. Check its privacy settings.',
    screenFailed: 'The screen could not be shared. Try again, or choose a window instead.',
    screenUnsupported: 'This browser cannot share a screen. A computer’s can.',
    speakerFailed: 'That speaker cannot be used. Choose another.',
    mediaRefused: 'The server could not use your sound or picture ({{code}}). Load the page again.',
    roomChanged: 'The room’s settings changed.',
  },
} as const;
