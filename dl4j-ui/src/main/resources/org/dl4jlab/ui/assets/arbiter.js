// The bar on top of Arbiter's page, and the way to our page of the same sweep.

import { at } from './address.js';
import { bar, el } from './dom.js';
import { t } from './texts.js';

const id = decodeURIComponent(location.pathname.split('/').pop());

bar('sweeps');
document.title = `${id} · Arbiter · dl4j-lab`;
document.querySelector('.arbiter').prepend(el('div', { class: 'tools' },
  el('h1', {}, `Arbiter · ${id}`), el('span', { class: 'space' }),
  el('a', { class: 'button', href: at(`/sweep/${encodeURIComponent(id)}`) }, t.sweep.back)));
