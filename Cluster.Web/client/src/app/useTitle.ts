// The title of the browser's tab.

import { useEffect } from 'react';
import { t } from '../i18n';

/** `where`: what stands before the product's name; empty for the name alone. */
export function useTitle(where: string): void {
  useEffect(() => {
    const product = t('product.name');
    document.title = where === '' ? product : `${where} · ${product}`;
  }, [where]);
}
