// A round sign with a person's initials.

import { hueOf, initialsOf } from './person';

/** `size` in CSS pixels. */
export function Initials({ name, size }: { name: string; size: number }) {
  const style = {
    width: size,
    height: size,
    fontSize: Math.round(size * 0.38),
    '--hue': hueOf(name),
  } as React.CSSProperties;
  return (
    <span className="initials" style={style} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
