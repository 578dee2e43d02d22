// Something that is on or off, with what it means under it.

import { useId } from 'react';

interface Props {
  label: string;
  hint: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function Check({ label, hint, on, onChange }: Props) {
  const id = useId();
  return (
    <label className="check">
      <input
        type="checkbox"
        aria-label={label}
        aria-describedby={id}
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
      <span id={id} className="quiet">
        {hint}
      </span>
    </label>
  );
}
