// Mounts the page. Without strict mode: its second mounting would end the visit to a room that the first one began.

// First, so that a screen's own sheet has the last word.
import './ui/ui.css';
import './app/app.css';

import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { Broken } from './app/Broken';

const mount = document.getElementById('app');
if (mount) {
  createRoot(mount).render(
    <Broken>
      <App />
    </Broken>,
  );
}
