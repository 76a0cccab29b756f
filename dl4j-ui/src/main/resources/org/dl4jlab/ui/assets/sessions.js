// The list of training sessions, which the server has written; loaded again when there is another one.

import { bar, load, repeat } from './dom.js';

bar('training');
document.title = `${document.querySelector('h1').textContent} · dl4j-lab`;

let known = null;
repeat(5000, async () => {
  try {
    const names = JSON.stringify(await load('/api/sessions'));
    if (known !== null && names !== known) location.reload();
    known = names;
  } catch {
    // Asked again in a moment.
  }
  return document.querySelector('.sessions') !== null || location.pathname.endsWith('/train');
});
