// Writes a line of chat, to everyone or to one person.

import { SendHorizontal } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type RefObject, useId, useLayoutEffect, useState } from 'react';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { useUi } from '../uiContext';

/** Characters of a line. */
const TEXT_CHARS_MAX = 2000;
/** From here on the characters left are said. */
const TEXT_CHARS_WARN = 1800;
/** CSS pixels the field grows to. */
const HEIGHT_MAX = 140;

export function ChatComposer({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const id = useId();
  const session = useSession();
  const { ui, dispatch, draft } = useUi();
  const [text, setText] = useState(draft.current);
  const [failed, setFailed] = useState(false);
  const participants = useMeeting((state) => state.participants);
  const self = useMeeting((state) => state.self);
  const others = participants.filter((one) => one.id !== self);
  const to = others.find((one) => one.id === ui.chatTo) ?? null;
  const gone = ui.chatTo !== null && to === null;

  const write = (next: string) => {
    draft.current = next;
    setText(next);
  };

  // The field is as high as its text.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for each text.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(HEIGHT_MAX, element.scrollHeight + 2)}px`;
  }, [field, text]);

  const send = async () => {
    const line = text.trim();
    // What was meant for one who left is never said to all.
    if (line === '' || gone) return;
    write('');
    setFailed(false);
    if (await session.say(line, to?.id)) return;
    setFailed(true);
    if (draft.current === '') write(line);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };

  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  return (
    <form className={`composer ${to ? 'is-private' : ''}`} onSubmit={submit}>
      {failed && (
        <p className="error-words" role="alert">
          {t('chat.failed')}
        </p>
      )}
      {gone && (
        <p className="error-words" role="alert">
          {t('chat.toGone')}
        </p>
      )}
      {(others.length > 1 || ui.chatTo !== null) && (
        <div className="composer-to">
          <label htmlFor={id} className="quiet">
            {t('chat.to')}
          </label>
          <select
            id={id}
            className="select"
            value={gone ? 'gone' : (ui.chatTo ?? '')}
            onChange={(event) => dispatch({ do: 'chat-to', to: event.target.value || null })}
          >
            {gone && <option value="gone">{t('chat.gone')}</option>}
            <option value="">{t('chat.everyone')}</option>
            {others.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="composer-line">
        <textarea
          ref={field}
          className="input"
          rows={1}
          aria-label={t('chat.message')}
          placeholder={to ? t('chat.placeholderTo', { name: to.name }) : t('chat.placeholder')}
          maxLength={TEXT_CHARS_MAX}
          value={text}
          title={t('chat.newLine')}
          onChange={(event) => write(event.target.value)}
          onKeyDown={key}
        />
        <button
          type="submit"
          className="icon-button composer-send"
          aria-label={t('chat.send')}
          disabled={text.trim() === '' || gone}
        >
          <SendHorizontal size={20} />
        </button>
      </div>
      {text.length >= TEXT_CHARS_WARN && (
        <p className="quiet composer-left">{t('chat.left', { count: TEXT_CHARS_MAX - text.length })}</p>
      )}
    </form>
  );
}
