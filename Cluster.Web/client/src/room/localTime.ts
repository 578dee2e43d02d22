// A moment as the value of a field for day and time, which knows no zone but the browser's.

/** `YYYY-MM-DDTHH:MM`; empty for what is no moment. */
export function toLocalField(atMs: number): string {
  if (!Number.isFinite(atMs)) return '';
  const at = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Unix time in milliseconds; NaN for what is none. */
export function fromLocalField(value: string): number {
  return value === '' ? Number.NaN : new Date(value).getTime();
}
