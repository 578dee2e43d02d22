// What this browser remembers of its user: name and chosen devices, checked when read.

const KEY = 'parley.preferences';
const LENGTH_MAX = 512;

export interface Preferences {
  name: string;
  microphone: string | null;
  camera: string | null;
  speaker: string | null;
  /** Whether one last went in with these on. */
  microphoneOn: boolean;
  cameraOn: boolean;
  /** Whether one sees one's own picture as in a mirror; the others never do. */
  mirrored: boolean;
}

const none: Preferences = {
  name: '',
  microphone: null,
  camera: null,
  speaker: null,
  microphoneOn: true,
  cameraOn: true,
  mirrored: true,
};

export function readPreferences(): Preferences {
  let stored: unknown;
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return { ...none }; // Storage is forbidden, or somebody else's text is in it.
  }
  if (typeof stored !== 'object' || stored === null) return { ...none };
  const values = stored as Record<string, unknown>;
  return {
    name: text(values.name) ?? '',
    microphone: text(values.microphone),
    camera: text(values.camera),
    speaker: text(values.speaker),
    microphoneOn: values.microphoneOn !== false,
    cameraOn: values.cameraOn !== false,
    mirrored: values.mirrored !== false,
  };
}

export function writePreferences(change: Partial<Preferences>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readPreferences(), ...change }));
  } catch {
    // Storage is full or forbidden: remembering is a convenience only.
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= LENGTH_MAX ? value : null;
}
