// Four people in tiles, drawn: what the page is for, at a glance. Only where there is room for it.

const PEOPLE: readonly { x: number; y: number; wall: string; shirt: string; skin: string; hair: string }[] = [
  { x: 0, y: 0, wall: '#2f6f78', shirt: '#163b40', skin: '#e9b894', hair: '#3a2a22' },
  { x: 216, y: 0, wall: '#7a5a86', shirt: '#f0c66b', skin: '#8a5a3c', hair: '#1d1714' },
  { x: 0, y: 168, wall: '#8a6a45', shirt: '#24484d', skin: '#f2cda6', hair: '#b5712f' },
  { x: 216, y: 168, wall: '#4b6aa0', shirt: '#e6eef2', skin: '#c48a62', hair: '#2a211d' },
];

export function StartArt() {
  return (
    <svg className="start-art" viewBox="-4 -4 424 328" aria-hidden="true" focusable="false">
      <defs>
        <clipPath id="art-tile">
          <rect width="200" height="152" rx="14" />
        </clipPath>
      </defs>
      {PEOPLE.map(({ x, y, wall, shirt, skin, hair }, index) => (
        <g key={wall} transform={`translate(${x} ${y})`}>
          <g clipPath="url(#art-tile)">
            <rect width="200" height="152" fill={wall} />
            <circle cx="168" cy="18" r="58" fill="#fff" opacity="0.08" />
            <ellipse cx="100" cy="164" rx="66" ry="52" fill={shirt} />
            <rect x="88" y="96" width="24" height="26" rx="10" fill={skin} />
            <ellipse cx="100" cy="62" rx="37" ry="38" fill={hair} />
            <ellipse cx="100" cy="72" rx="30" ry="34" fill={skin} />
            <circle cx="89" cy="70" r="3" fill="#241c18" />
            <circle cx="111" cy="70" r="3" fill="#241c18" />
            <path d="M89 86q11 9 22 0" fill="none" stroke="#241c18" strokeWidth="2.6" strokeLinecap="round" />
          </g>
          {index === 1 && <rect className="start-art-ring" x="-1" y="-1" width="202" height="154" rx="15" />}
        </g>
      ))}
    </svg>
  );
}
