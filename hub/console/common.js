// Words, requests and live streams, shared by all pages.
let words = {};

export function language() {
  return localStorage.getItem('language') === 'en' ? 'en' : 'zh-CN';
}

export function say(id, values = {}) {
  let text = words[id] ?? id;
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, value);
  return text;
}

/** A text that content gives in both languages. */
export function pick(text) {
  return (language() === 'en' && text.en) || text.zh;
}

/** Fetches the words and puts them where data-text asks for them; `then` draws what depends on them. */
export async function speak(then = () => {}) {
  const name = language();
  words = await (await fetch(`/console/text/${name}.json`)).json();
  document.documentElement.lang = name;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
  const button = document.getElementById('language');
  if (button) {
    button.onclick = async () => {
      localStorage.setItem('language', name === 'en' ? 'zh-CN' : 'en');
      await speak(then);
    };
  }
  then();
}

export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'Yz-Console': '1' }, body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    return { status: 0, body: {} };
  }
  const answer = await response.json().catch(() => ({}));
  return { status: response.status, body: answer };
}

/** The sentence for an answer that says no; empty for one that says yes. */
export function problem(answer) {
  if (answer.status >= 200 && answer.status < 300) return '';
  if (answer.status === 0) return say('error.away');
  if (answer.body.refusal) return say(`refusal.${answer.body.refusal}`);
  const id = `error.${answer.body.error}`;
  return words[id] ?? say('error.other', { status: answer.status });
}

/** Keeps `draw` informed; `link` hears whether the hub is there. */
export function live(path, draw, link) {
  const source = new EventSource(path);
  source.addEventListener('state', (event) => { link(true); draw(JSON.parse(event.data)); });
  source.onerror = () => {
    link(false);
    // A refused stream is closed for good by the browser; a lost one it opens again by itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => live(path, draw, link), 3000);
  };
}

export function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

export const by = (id) => document.getElementById(id);
