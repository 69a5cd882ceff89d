import { h, replace } from '../dom.js';
import { post } from '../api.js';
import { busy, failure, notice } from '../parts.js';
import { banner } from '../shell.js';

/** The door: a key is asked for once, and then kept where no script can read it. */
export default function signIn(enter, message) {
  const problem = h('div', {}, message && notice('warning', message));
  const key = h('input', { type: 'password', name: 'key', autocomplete: 'current-password', required: true, spellcheck: 'false', placeholder: 'slc_…', 'aria-describedby': 'key-hint' });
  const go = h('button', { type: 'submit', class: 'button primary wide' }, 'Sign in');
  const form = h(
    'form',
    {
      onsubmit: async (event) => {
        event.preventDefault();
        replace(problem);
        await busy(go, async () => {
          try {
            enter(await post('/v1/session', { key: key.value }));
          } catch (error) {
            replace(problem, failure(error));
            key.select();
          }
        });
      },
    },
    h('input', { type: 'text', name: 'username', autocomplete: 'username', value: 'api key', hidden: true }),
    h('label', { class: 'field' }, h('span', {}, 'API key'), key),
    h('p', { id: 'key-hint', class: 'hint' }, 'The start prints an admin key, and a link that signs in once. An admin can make keys that may do less.'),
    go,
  );
  return h(
    'div',
    { class: 'door' },
    banner(),
    h('main', { id: 'main', class: 'card', tabindex: '-1' }, h('img', { src: 'icon.svg', alt: '', width: 44, height: 44 }), h('h1', {}, 'Sign in to Sluice'), problem, form),
  );
}
