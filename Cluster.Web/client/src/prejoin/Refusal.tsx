// Why one is not let in, and what helps.

import { PageLink } from '../app/PageLink';
import { t, wordsFor } from '../i18n';

export function Refusal({ code, message, onSignIn }: { code: string; message: string; onSignIn: () => void }) {
  return (
    <div className="refusal" role="alert">
      <p className="problem-title">{wordsFor('refused', `${code}.title`, t('refused.other.title'))}</p>
      <p className="problem-todo">{wordsFor('refused', `${code}.todo`, message || t('refused.other.todo'))}</p>
      {code === 'login-required' && (
        <button type="button" className="button small" onClick={onSignIn}>
          {t('head.signIn')}
        </button>
      )}
      <PageLink to="/">{t('prejoin.otherRoom')}</PageLink>
    </div>
  );
}
