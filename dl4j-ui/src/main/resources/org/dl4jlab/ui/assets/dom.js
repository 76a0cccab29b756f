// Building pages. Text always goes in as text nodes, so nothing in a run's data can become markup.

import { at } from './address.js';
import { language, t } from './texts.js';

/** An element with attributes and children; strings become text. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

/** The JSON at a path of the server; throws an error with the status when the answer is not OK. */
export async function load(path) {
  const answer = await fetch(at(path), { headers: { accept: 'application/json' } });
  if (!answer.ok) throw Object.assign(new Error(`${answer.status} for ${path}`), { status: answer.status });
  return answer.json();
}

/** Calls work() now and then every so many milliseconds while the page is looked at and it answers true. */
export function repeat(milliseconds, work) {
  const turn = async () => {
    const again = document.hidden || await work();
    if (again) setTimeout(turn, milliseconds);
  };
  return turn();
}

export const runAddress = id => at(`/run/${encodeURIComponent(id)}`);
/** For load(). */
export const dataAddress = id => `/api/runs/${encodeURIComponent(id)}`;
export const pictureAddress = (run, picture) => at(`${dataAddress(run)}/pictures/${encodeURIComponent(picture)}`);

export function stateBadge(state) {
  return el('span', { class: `state state-${state.toLowerCase()}` }, t[state] ?? state);
}

/** The bar on top of every page. */
export function bar(current) {
  const link = (href, text, name) =>
    el('a', { href: at(href), 'aria-current': name === current ? 'page' : false }, text);
  const added = JSON.parse(document.querySelector('meta[name="sections"]')?.content ?? '[]');
  const other = language === 'zh' ? 'en' : 'zh';
  document.getElementById('bar').replaceChildren(
    el('a', { href: at('/runs'), class: 'brand' }, el('img', { src: at('/assets/lab/icon.svg'), alt: '', width: 24, height: 24 }),
      'dl4j-lab'),
    el('nav', {}, link('/runs', t.runs, 'runs'), link('/draw', t.draw, 'draw'),
      added.map(section => link(section.path, section.title, section.name)), link('/train', t.training, 'training')),
    el('span', { class: 'space' }),
    el('button', { type: 'button', lang: other, onclick: () => changeLanguage(other) }, t.language),
    el('button', { type: 'button', class: 'theme', title: t.theme, 'aria-label': t.theme, onclick: changeTheme }, '◐'));
}

async function changeLanguage(code) {
  await fetch(at(`/setlang/${code}`));
  location.reload();
}

const storedTheme = localStorage.getItem('theme');
if (storedTheme === 'light' || storedTheme === 'dark') document.documentElement.dataset.theme = storedTheme;

const darkSystem = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is shown in dark colours now. */
export const isDark = () => (document.documentElement.dataset.theme
  ? document.documentElement.dataset.theme === 'dark'
  : darkSystem.matches);

function changeTheme() {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
  localStorage.setItem('theme', document.documentElement.dataset.theme);
  document.dispatchEvent(new Event('theme'));
}

/** Calls back when the colours of the page have changed. */
export function onTheme(work) {
  document.addEventListener('theme', work);
  darkSystem.addEventListener('change', work);
}
