// What several pages are made of.

import { announce, append, h, newId, replace } from './dom.js';
import { ago, count, moment, percent } from './format.js';
import { icon } from './icons.js';

export function button(label, attributes = {}, name) {
  return h('button', { type: 'button', class: 'button', ...attributes }, name && icon(name), h('span', {}, label));
}

export const primary = (label, attributes = {}, name) => button(label, { ...attributes, class: 'button primary' }, name);

export function linkButton(label, href, name, attributes = {}) {
  return h('a', { class: 'button', href, ...attributes }, name && icon(name), h('span', {}, label));
}

/** A page's head: its title, what it is for, and what can be done here. */
export function head(title, lead, ...actions) {
  return h(
    'header',
    { class: 'page-head' },
    h('div', {}, h('h1', { tabindex: '-1' }, title), lead && h('p', { class: 'lead' }, lead)),
    actions.length > 0 && h('div', { class: 'actions' }, actions),
  );
}

export function card(title, attributes, ...children) {
  const id = newId('card');
  return h(
    'section',
    { ...attributes, class: `card ${attributes?.class ?? ''}`, 'aria-labelledby': title ? id : undefined },
    title && h('h2', { id }, title),
    children,
  );
}

export function empty(title, text, ...more) {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), h('p', {}, text), more);
}

/** One thing that went wrong, beside what it is about. */
export function failure(error, again) {
  return h(
    'div',
    { class: 'notice error', role: 'alert' },
    icon('alert'),
    h('div', {}, h('strong', {}, error.title ?? 'That did not work'), h('p', {}, error.message), again && button('Try again', { onclick: again })),
  );
}

export function notice(kind, title, text, ...more) {
  return h('div', { class: `notice ${kind}` }, icon(kind === 'good' ? 'check' : 'alert'), h('div', {}, h('strong', {}, title), text && h('p', {}, text), more));
}

export const badge = (kind, text) => h('span', { class: `badge ${kind}` }, text);

export function time(iso) {
  return iso ? h('time', { datetime: iso, title: `${moment(iso)} (${iso})` }, ago(iso)) : h('span', { class: 'muted' }, '–');
}

export const code = (text) => h('code', {}, text);

/** Parts of a whole as one bar; the words beside it say the same. */
export function stacked(parts) {
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  return h(
    'div',
    { class: 'stacked', role: 'img', 'aria-label': parts.map((part) => `${count(part.value)} ${part.label}`).join(', ') },
    parts
      .filter((part) => part.value > 0)
      .map((part) => h('span', { class: `fill ${part.kind}`, vars: { '--share': `${(100 * part.value) / whole}%` }, title: `${count(part.value)} ${part.label} (${percent(part.value, whole)})` })),
  );
}

/** What became of a batch. */
export function receiptBar(receipt) {
  return stacked([
    { kind: 'stored', label: 'stored', value: receipt.stored },
    { kind: 'dead', label: 'set aside', value: receipt.dead },
    { kind: 'waiting', label: 'waiting', value: receipt.waiting },
    { kind: 'flight', label: 'in flight', value: receipt.inFlight ?? 0 },
  ]);
}

/**
 * A table whose columns sort at a click.
 * columns: {key, label, num, sort: false, cell(row), value(row)}
 */
export function dataTable({ caption, columns, rows, sorted, hideCaption = true, none }) {
  let order = sorted ?? null;
  const body = h('tbody');
  const heads = columns.map((column) => {
    const cell = h('th', { scope: 'col', class: column.num ? 'num' : undefined });
    if (column.sort === false) return append(cell, column.label);
    return append(cell, h('button', { type: 'button', class: 'sort', onclick: () => sort(column) }, column.label));
  });

  const value = (row, column) => (column.value ? column.value(row) : row[column.key]);

  function sort(column) {
    const down = order?.key === column.key ? !order.down : Boolean(column.num);
    order = { key: column.key, down };
    draw();
    announce(`Sorted by ${column.label}, ${down ? 'descending' : 'ascending'}.`);
  }

  function draw() {
    const shown = [...rows];
    if (order) {
      const column = columns.find((each) => each.key === order.key);
      const sign = order.down ? -1 : 1;
      shown.sort((a, b) => {
        const x = value(a, column);
        const y = value(b, column);
        return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x ?? '').localeCompare(String(y ?? ''), 'en'));
      });
    }
    heads.forEach((cell, i) => {
      if (order?.key === columns[i].key) cell.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
    replace(
      body,
      shown.map((row) =>
        h(
          'tr',
          {},
          columns.map((column, i) => {
            const content = column.cell ? column.cell(row) : row[column.key];
            return h(i === 0 && column.rowHead !== false ? 'th' : 'td', { scope: i === 0 && column.rowHead !== false ? 'row' : undefined, class: column.num ? 'num' : undefined }, content ?? h('span', { class: 'muted' }, '–'));
          }),
        ),
      ),
    );
    if (shown.length === 0 && none) replace(body, h('tr', {}, h('td', { colspan: columns.length, class: 'none' }, none)));
  }

  draw();
  return h(
    'div',
    { class: 'table-scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
    h('table', {}, h('caption', { class: hideCaption ? 'sr-only' : undefined }, caption), h('thead', {}, h('tr', {}, heads)), body),
  );
}

/** Asks before something is done. Answers true, false, or what `read` makes of the form. */
export function ask({ title, body, action, danger = false, read = () => true, typed }) {
  return new Promise((resolve) => {
    const id = newId('dialog');
    const go = h('button', { type: 'submit', class: `button ${danger ? 'danger' : 'primary'}` }, action);
    const word = typed && h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', oninput: () => { go.disabled = word.value !== typed; } });
    if (typed) go.disabled = true;
    const dialog = h(
      'dialog',
      { class: 'dialog', 'aria-labelledby': id },
      h(
        'form',
        {
          method: 'dialog',
          onsubmit: (event) => {
            event.preventDefault();
            if (!go.disabled) finish(read());
          },
        },
        h('h2', { id }, title),
        body,
        typed && h('label', { class: 'field' }, h('span', {}, 'Type ', code(typed), ' to confirm'), word),
        h('div', { class: 'dialog-actions' }, button('Cancel', { onclick: () => finish(false) }), go),
      ),
    );
    let done = false;
    function finish(result) {
      if (done) return;
      done = true;
      dialog.close();
      dialog.remove();
      resolve(result);
    }
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      finish(false);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Says for a moment that something was done. */
export function toast(text, kind = 'good') {
  const box = h('div', { class: `toast ${kind}`, role: kind === 'good' ? 'status' : 'alert' }, icon(kind === 'good' ? 'check' : 'alert'), h('span', {}, text));
  let shelf = document.getElementById('toasts');
  if (!shelf) {
    shelf = h('div', { id: 'toasts' });
    document.body.append(shelf);
  }
  shelf.append(box);
  setTimeout(() => box.remove(), kind === 'good' ? 5000 : 9000);
}

/** Runs an action of a button: it can't be pressed twice, and what goes wrong is said. */
export async function busy(element, work) {
  element.setAttribute('aria-busy', 'true');
  element.disabled = true;
  try {
    return await work();
  } catch (error) {
    if (error.name !== 'AbortError') toast(`${error.title ?? 'That did not work'}: ${error.message}`, 'bad');
    return undefined;
  } finally {
    element.removeAttribute('aria-busy');
    element.disabled = false;
    // A disabled button had lost the focus, and a dialog gave it back to nobody.
    if (document.activeElement === document.body && element.isConnected) element.focus();
  }
}

export function copy(text, element) {
  navigator.clipboard?.writeText(text).then(
    () => toast('Copied.'),
    () => getSelection().selectAllChildren(element),
  );
}

export function select(label, options, value, onchange, attributes = {}) {
  return h(
    'label',
    { class: 'field' },
    h('span', {}, label),
    h('select', { onchange: (event) => onchange(event.target.value), ...attributes }, options.map((option) => h('option', { value: option.value, selected: option.value === value }, option.label))),
  );
}
