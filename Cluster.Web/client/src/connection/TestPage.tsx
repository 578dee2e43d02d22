// Checks what a meeting needs, one after the other, and says what to do about what is missing.

import '../i18n/words/connection';
import '../i18n/words/failure';
import { useCallback, useEffect, useRef, useState } from 'react';
import { PageHead } from '../app/PageHead';
import { useTitle } from '../app/useTitle';
import { t } from '../i18n';
import { api, type TestInfo } from '../shared/api';
import { CopyButton } from '../ui/CopyButton';
import { CheckRow } from './CheckRow';
import { CHECKS, type CheckName, freshResults, type Result, type Results, resultsText, verdictOf } from './results';
import { runChecks } from './runChecks';
import { SpeakerQuestion } from './SpeakerQuestion';
import '../account/account.css';
import './connection.css';

type Answer = (heard: boolean | null) => void;

export default function TestPage() {
  const [results, setResults] = useState<Results>(freshResults);
  const [info, setInfo] = useState<TestInfo | null>(null);
  const [begun, setBegun] = useState(false);
  const [level, setLevel] = useState<(() => number) | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  /** The run that counts; those before it are over. */
  const run = useRef(0);
  useTitle(t('test.title'));
  useEffect(() => () => void run.current++, []);

  const start = useCallback(async () => {
    const mine = ++run.current;
    const over = () => mine !== run.current;
    setResults(freshResults());
    setBegun(true);
    const found = await api.testInfo();
    if (over()) return;
    setInfo(found.ok ? found.value : null);
    await runChecks(
      {
        report: (check: CheckName, result: Result) => setResults((before) => ({ ...before, [check]: result })),
        listening: (next) => setLevel(() => next),
        askHeard: () =>
          new Promise<boolean | null>((resolve) => {
            setAnswer(() => (heard: boolean | null) => {
              setAnswer(null);
              resolve(heard);
            });
          }),
        over,
      },
      found.ok ? found.value : null,
    );
  }, []);

  const verdict = verdictOf(results);
  const running = begun && verdict === null;
  return (
    <div className="page">
      <PageHead />
      <main className="sheet">
        <div>
          <h1>{t('test.title')}</h1>
          <p className="quiet connection-intro">{t('test.intro')}</p>
        </div>
        <p className={`verdict ${verdict === null ? '' : `is-${verdict}`}`} role="status">
          {verdict !== null ? t(`test.${verdict}`) : running ? t('test.running') : ''}
        </p>
        {begun && (
          <ol className="checks">
            {CHECKS.map((check) => (
              <CheckRow key={check} name={check} result={results[check]} level={check === 'microphone' ? level : null}>
                {check === 'speaker' && answer !== null && <SpeakerQuestion answer={answer} />}
              </CheckRow>
            ))}
          </ol>
        )}
        <div className="button-row">
          <button
            type="button"
            className={`button ${running ? '' : 'primary'}`}
            disabled={running}
            onClick={() => void start()}
          >
            {running ? t('test.running') : begun ? t('test.again') : t('test.start')}
          </button>
          {verdict !== null && (
            <CopyButton text={asText(results, info)} label={t('test.copy')} done={t('test.copied')} />
          )}
        </div>
        {info !== null && begun && <ServerSays info={info} />}
      </main>
    </div>
  );
}

function asText(results: Results, info: TestInfo | null): string {
  return resultsText(results, info, navigator.userAgent, Date.now(), {
    name: (check) => t(`test.${check}`),
    state: (state) => t(`test.states.${state}`),
  });
}

function ServerSays({ info }: { info: TestInfo }) {
  return (
    <section className="sheet-part" aria-label={t('test.server')}>
      <h2>{t('test.server')}</h2>
      <dl className="facts">
        <dt>{t('test.tried')}</dt>
        <dd>
          {info.candidates.join(', ')} ({t(`test.from.${info.detectedFrom}`)})
        </dd>
        <dt>{t('test.yours')}</dt>
        <dd>{info.yourAddress}</dd>
      </dl>
    </section>
  );
}
