// Mounts the page.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

const mount = document.getElementById('app');
if (mount) {
  createRoot(mount).render(
    <StrictMode>
      <h1>Parley</h1>
    </StrictMode>,
  );
}
