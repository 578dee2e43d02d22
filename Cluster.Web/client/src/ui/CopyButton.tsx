// A button that copies a text and says that it did.

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { copyText } from './clipboard';

export function CopyButton({
  text,
  label,
  done,
  className = 'button',
  iconSize = 20,
}: {
  text: string;
  label: string;
  done: string;
  className?: string;
  iconSize?: number;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button className={className} onPress={() => void copyText(text).then(setCopied)}>
      {copied ? <Check size={iconSize} /> : <Copy size={iconSize} />}
      <span aria-live="polite">{copied ? done : label}</span>
    </Button>
  );
}
