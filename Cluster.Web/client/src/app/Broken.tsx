// Catches what breaks while a screen is drawn or loaded, and offers the way out instead of an empty page.

import { Component, type ReactNode } from 'react';
import { t } from '../i18n';

/** React has this as a class only. */
export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="page leave" role="alert">
        <h1>{t('broken.title')}</h1>
        <p className="quiet">{t('broken.todo')}</p>
        <div className="leave-actions">
          <button type="button" className="button primary" onClick={() => window.location.reload()}>
            {t('broken.reload')}
          </button>
        </div>
      </main>
    );
  }
}
