// Mounts the page.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createSession } from './meeting/session';
import './ui/ui.css';
import './app/app.css';

const mount = document.getElementById('app');
if (mount) {
  createRoot(mount).render(
    <StrictMode>
      <App createSession={createSession} />
    </StrictMode>,
  );
}
