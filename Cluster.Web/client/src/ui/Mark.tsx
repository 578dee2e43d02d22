// The product's mark: two people meeting, as two circles that overlap. tools/icons draws the same one.

export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mark-ground" width="32" height="32" rx="8" />
      <circle className="mark-left" cx="12.2" cy="16" r="6.7" />
      <circle className="mark-right" cx="19.8" cy="16" r="6.7" />
      <path className="mark-both" d="M16 10.48a6.7 6.7 0 0 1 0 11.04a6.7 6.7 0 0 1 0-11.04z" />
    </svg>
  );
}
