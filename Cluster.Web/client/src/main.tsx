// Mounts the page. Without strict mode: its second mounting would end the visit to a room that the first one began.

import './ui/ui.css';
import './app/app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createSession } from './meeting/session';

const mount = document.getElementById('app');
if (mount) createRoot(mount).render(<App createSession={createSession} />);
