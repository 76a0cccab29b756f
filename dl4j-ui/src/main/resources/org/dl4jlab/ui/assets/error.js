// A page that says why another cannot be shown; the server has written it.

import { bar } from './dom.js';

bar('');
document.title = `${document.querySelector('h1').textContent} · dl4j-lab`;
