// A QR code as one path; dark on white in both themes, because scanners want it so.

import { useMemo } from 'react';
import { encode } from 'uqr';

export function QrCode({ text, label, size = 132 }: { text: string; label: string; size?: number }) {
  const { path, cells } = useMemo(() => draw(text), [text]);
  return (
    <svg className="qr" role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${cells} ${cells}`}>
      <rect className="qr-ground" width={cells} height={cells} />
      <path className="qr-cells" d={path} shapeRendering="crispEdges" />
    </svg>
  );
}

function draw(text: string): { path: string; cells: number } {
  const { data, size } = encode(text, { border: 2, ecc: 'M' });
  let path = '';
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) path += `M${x} ${y}h1v1h-1z`;
    });
  });
  return { path, cells: size };
}
