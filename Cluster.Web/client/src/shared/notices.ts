// Every notice the session can raise, by translation key, with the parameters its sentence may use.

export interface NoticeParams {
  /** Somebody came. */
  'notice.joined': { name: string };
  /** Several came at once. */
  'notice.joinedMany': { count: number };
  'notice.left': { name: string };
  'notice.leftMany': { count: number };
  'notice.handRaised': { name: string };
  /** A line of chat while the chat is not being read; taken back by `chatRead()`. */
  'notice.chat': { name: string; text: string };
  /** The same, to oneself only. */
  'notice.chatPrivate': { name: string; text: string };
  'notice.screenStarted': { name: string };
  /** Signalling is back after a loss. */
  'notice.reconnected': Record<never, never>;
  /** The socket was away for too long and the meeting was joined again. */
  'notice.rejoined': Record<never, never>;
  /** "Everyone starts muted" and "everyone starts hidden" applied to oneself. */
  'notice.startsMuted': Record<never, never>;
  'notice.startsHidden': Record<never, never>;
  /** Speaking into a microphone that is off. */
  'notice.mutedSpeaking': Record<never, never>;
  /** A device went away in use; the system's default took its place. */
  'notice.microphoneReplaced': { label: string };
  'notice.cameraReplaced': { label: string };
  /** A device went away in use and there is no other. */
  'notice.microphoneLost': Record<never, never>;
  'notice.cameraLost': Record<never, never>;
  /** The browser or the system refuses to share the screen. */
  'notice.screenDenied': Record<never, never>;
  'notice.screenFailed': Record<never, never>;
  /** No screen sharing in this browser (phones). */
  'notice.screenUnsupported': Record<never, never>;
  /** The chosen output cannot be used. */
  'notice.speakerFailed': Record<never, never>;
  /** The server refused media it was offered; `code` is its reason. */
  'notice.mediaRefused': { code: string };
  /** A moderator, by name, switched one's own device off, or keeps it off. */
  'notice.microphoneMuted': { name: string };
  'notice.microphoneMutedLocked': { name: string };
  'notice.cameraStopped': { name: string };
  'notice.cameraStoppedLocked': { name: string };
  'notice.screenStopped': { name: string };
  'notice.screenStoppedLocked': { name: string };
  /** One tried to switch on what a moderator keeps off. */
  'notice.microphoneLocked': Record<never, never>;
  'notice.cameraLocked': Record<never, never>;
  'notice.screenLocked': Record<never, never>;
  /** Only moderators may share here. */
  'notice.shareModerators': Record<never, never>;
  /** A moderator lets one switch it on again. */
  'notice.microphoneFree': Record<never, never>;
  'notice.cameraFree': Record<never, never>;
  'notice.screenFree': Record<never, never>;
  /** One's own role changed, or somebody else's to moderator. */
  'notice.moderatorNow': Record<never, never>;
  'notice.moderatorNoMore': Record<never, never>;
  'notice.moderatorOther': { name: string };
  /** A moderator's wish was not carried out; `code` is the server's. */
  'notice.notDone': { code: string };
  /** The last host left and the meeting goes on; or one is back. */
  'notice.hostsLeft': Record<never, never>;
  'notice.hostBack': Record<never, never>;
  'notice.roomChanged': Record<never, never>;
}

export type NoticeKey = keyof NoticeParams;

/** A notice before it has an id. */
export interface NoticeDraft {
  key: NoticeKey;
  params?: Record<string, string | number>;
  tone: 'info' | 'warn';
}

/** Makes a draft whose parameters fit its key. */
export function notice<K extends NoticeKey>(
  key: K,
  params: NoticeParams[K],
  tone: 'info' | 'warn' = 'info',
): NoticeDraft {
  return { key, params: params as Record<string, string | number>, tone };
}

/**
 * Codes of `refused` and `left` phases that the client itself makes; the others are the server's
 * (`password-required`, `password-wrong`, `room-full`, …; `left`, `replaced`, `meeting-ended`, …).
 */
export type OwnPhaseCode =
  /** The server cannot be reached. */
  | 'unreachable'
  /** This browser has no WebRTC, or it is switched off. */
  | 'media-unsupported';
