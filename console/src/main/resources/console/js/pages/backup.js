import { h, newId, replace } from '../dom.js';
import { get, part, post, remove } from '../api.js';
import { bytes, count, rows } from '../format.js';
import { ask, badge, busy, button, card, dataTable, head, linkButton, notice, primary, time, toast } from '../parts.js';
import { progressLine, watchRestore, watchRun } from '../runs.js';

const MODES = {
  exact: ['The tables become equal to the backup', 'Rows that were added since are removed, rows that were changed are put back. Rows that come in while it runs win.'],
  merge: ['Only bring back', 'Adds what is missing and puts back what was changed. Nothing is removed.'],
  latest: ['The backup, and all since', 'The backup and then the log from its moment up to now: for a table that was damaged beside the log.'],
};

/** One backup: its files, whether it is whole, and what a restore would change. */
export default async function backup({ parts, query: asked, signal }) {
  const path = `/v1/backups/${part(parts[0])}`;
  const each = await get(path, { signal });
  const checks = h('div', {});
  const run = (label, kind, hint) => {
    const element = button(label, { title: hint, onclick: () => busy(element, () => check(path, kind, checks, signal)) }, kind === 'verify' ? 'shield' : 'check');
    return element;
  };
  const drop = button('Delete', { onclick: () => busy(drop, async () => {
    const sure = await ask({ title: `Delete the backup ${each.name}?`, action: 'Delete it', danger: true, typed: each.name, body: h('p', {}, `${rows(each.rows)} in ${bytes(each.bytes ?? 0)} are gone with it, for good. The tables stay as they are.`) });
    if (!sure) return;
    await remove(path);
    toast('Deleted.');
    location.hash = '#/backups';
  }) });
  const whole = each.state === 'complete';
  return h(
    'div',
    {},
    h('p', { class: 'back' }, h('a', { href: '#/backups' }, '← Backups')),
    head(each.name, h('span', {}, 'Taken ', time(each.completedAt ?? each.startedAt), `, ${rows(each.rows)}, ${bytes(each.bytes ?? 0)}`), whole && [run('Verify', 'verify', 'Reads every byte back'), run('Drill', 'drill', 'Restores into a place of its own and compares')], drop),
    !whole && notice('error', `This backup is ${each.state}.`, each.run?.problem ?? 'It can’t be restored.'),
    checks,
    whole && restoreCard(each, asked.restore, signal),
    card(
      'Files',
      {},
      h(
        'div',
        { class: 'stack' },
        dataTable({
          caption: 'Files of the backup',
          columns: [
            { key: 'table', label: 'Table' },
            { key: 'rows', label: 'Rows', num: true, cell: (file) => count(file.rows) },
            { key: 'bytes', label: 'Size', num: true, cell: (file) => bytes(file.bytes) },
            { key: 'sha256', label: 'SHA-256', sort: false, cell: (file) => h('code', { title: file.sha256 }, file.sha256 ? `${file.sha256.slice(0, 16)}…` : '–') },
            { key: 'file', label: 'Avro file', sort: false, cell: (file) => file.links?.download && h('a', { href: file.links.download, download: `${each.name}-${file.file}` }, file.file) },
          ],
          rows: each.tables ?? [],
        }),
        h('p', { class: 'row' }, each.lastVerified && h('span', {}, badge(each.lastVerified.ok ? 'good' : 'dead', each.lastVerified.ok ? 'verified' : 'damaged'), ' ', time(each.lastVerified.at)), each.lastDrill && h('span', {}, badge(each.lastDrill.ok ? 'good' : 'dead', each.lastDrill.ok ? 'drilled' : 'drill failed'), ' ', time(each.lastDrill.at)), each.links?.manifest && linkButton('Manifest', each.links.manifest, 'down', { class: 'button small', download: `${each.name}-manifest.json` })),
      ),
    ),
  );
}

async function check(path, kind, place, signal) {
  const started = await post(`${path}/${kind}`);
  const run = await watchRun(started, (now) => replace(place, card(kind === 'verify' ? 'Verify' : 'Drill', {}, progressLine(now))), signal);
  if (!run) return;
  const findings = run.findings ?? [];
  replace(
    place,
    card(
      kind === 'verify' ? 'Verify' : 'Drill',
      {},
      run.state === 'done' && findings.length === 0
        ? notice('good', 'It is whole.', kind === 'verify' ? 'Every byte was read back and is what the manifest says.' : 'It was restored beside the tables, compared row by row, and cleared away.')
        : notice('error', 'It is not whole.', run.problem, h('ul', {}, findings.map((finding) => h('li', {}, h('code', {}, finding.file), ` ${finding.problem}`)))),
    ),
  );
}

function restoreCard(each, restoreId, signal) {
  const place = h('div', {});
  const names = (each.tables ?? []).map((file) => file.table);
  const boxes = names.map((name) => h('input', { type: 'checkbox', value: name, checked: true }));
  const group = newId('mode');
  const modes = Object.entries(MODES).map(([mode, [title, what]]) => h('label', { class: 'check' }, h('input', { type: 'radio', name: group, value: mode, checked: mode === 'exact' }), h('span', {}, h('strong', {}, title), h('span', { class: 'hint block' }, what))));
  const wish = (dryRun) => ({
    backup: each.name,
    tables: boxes.every((box) => box.checked) ? undefined : boxes.filter((box) => box.checked).map((box) => box.value),
    mode: modes.map((label) => label.querySelector('input')).find((input) => input.checked).value,
    dryRun,
  });
  const see = primary('See what would change', { onclick: () => busy(see, () => plan(each, wish, place, signal)) });
  if (restoreId) get(`/v1/restores/${part(restoreId)}`, { signal }).then((restore) => progress(restore, place, signal), () => {});
  return card(
    'Restore',
    {},
    h(
      'div',
      { class: 'stack' },
      h('div', { class: 'columns flat' }, h('fieldset', {}, h('legend', {}, 'How'), modes), h('fieldset', {}, h('legend', {}, 'Tables'), boxes.map((box) => h('label', { class: 'check' }, box, h('span', {}, box.value))))),
      h('p', { class: 'hint' }, 'Nothing changes before you have seen what would, and said yes.'),
      h('div', {}, see),
      place,
    ),
  );
}

const sum = (plan, name) => Object.values(plan ?? {}).reduce((total, table) => total + table[name], 0);

async function plan(each, wish, place, signal) {
  replace(place, h('p', { class: 'hint', role: 'status' }, 'Reading the backup and comparing …'));
  let dry;
  try {
    const started = await post('/v1/restores', wish(true));
    dry = await watchRestore(started, (now) => replace(place, progressLine(now)), signal);
  } catch (error) {
    replace(place, error.body?.orphans ? orphans(error.body.orphans) : notice('error', error.title, error.message, error.body?.findings && h('ul', {}, error.body.findings.map((finding) => h('li', {}, h('code', {}, finding.file), ` ${finding.problem}`)))));
    return;
  }
  if (!dry) return;
  if (dry.state === 'failed') {
    replace(place, notice('error', 'It could not be planned.', dry.problem));
    return;
  }
  const changes = sum(dry.plan, 'inserts') + sum(dry.plan, 'changes') + sum(dry.plan, 'deletes');
  const refused = (dry.orphans ?? []).length > 0;
  const said = `${rows(sum(dry.plan, 'inserts'))} added, ${count(sum(dry.plan, 'changes'))} put back, ${count(sum(dry.plan, 'deletes'))} removed`;
  const go = h('button', { type: 'button', class: 'button danger', onclick: () => busy(go, async () => {
    const sure = await ask({
      title: `Restore from ${each.name}?`,
      action: 'Restore',
      danger: true,
      typed: each.name,
      body: h('div', { class: 'stack' }, planTable(dry.plan), h('p', {}, `${said}. The changes go in through the log; rows that come in meanwhile win.`)),
    });
    if (!sure) return;
    await progress(await post('/v1/restores', wish(false)), place, signal);
  }) }, 'Restore …');
  replace(
    place,
    h(
      'div',
      { class: 'stack' },
      h('h3', {}, 'What would change'),
      planTable(dry.plan),
      refused ? orphans(dry.orphans) : changes === 0 ? notice('good', 'Nothing would change.', 'The tables are equal to the backup already.') : [notice('warning', said, 'Compared with the tables as they are now.'), h('div', {}, go)],
    ),
  );
}

function planTable(plan) {
  const figure = (number, kind) => (number === 0 ? h('span', { class: 'muted' }, '0') : h('strong', { class: kind }, count(number)));
  return dataTable({
    caption: 'What a restore would change',
    columns: [
      { key: 'table', label: 'Table', sort: false },
      { key: 'live', label: 'Now', num: true, sort: false, cell: (row) => count(row.live) },
      { key: 'backup', label: 'In the backup', num: true, sort: false, cell: (row) => count(row.backup) },
      { key: 'inserts', label: 'Added', num: true, sort: false, cell: (row) => figure(row.inserts, 'c-stored') },
      { key: 'changes', label: 'Put back', num: true, sort: false, cell: (row) => figure(row.changes, 'c-waiting') },
      { key: 'deletes', label: 'Removed', num: true, sort: false, cell: (row) => figure(row.deletes, 'c-dead') },
    ],
    rows: Object.entries(plan ?? {}).map(([table, counts]) => ({ table, ...counts })),
  });
}

function orphans(list) {
  return notice(
    'error',
    'Rows would be left without their parent.',
    'Restore the tables together, or only bring back.',
    h('ul', {}, list.map((each) => h('li', {}, `${rows(each.rows)} of ${each.table} refer by ${each.column} to ${count(each.parents)} of ${each.parent} that the backup does not have`))),
  );
}

async function progress(restore, place, signal) {
  const now = await watchRestore(restore, (each) => replace(place, h('div', { class: 'stack' }, h('h3', {}, 'Restoring'), progressLine(each))), signal);
  if (!now) return;
  if (now.state === 'done') {
    const outcome = Object.entries(now.outcome ?? {});
    const overtaken = outcome.reduce((total, [, table]) => total + table.overtaken, 0);
    replace(
      place,
      notice('good', 'Restored.', `${outcome.map(([table, figures]) => `${table}: ${rows(figures.applied)} written`).join(', ') || 'Nothing had to change'}.`, overtaken > 0 && h('p', {}, `${rows(overtaken)} came in meanwhile and won: `, h('code', {}, outcome.flatMap(([table, figures]) => figures.overtakenKeys.map((key) => `${table} ${key}`)).slice(0, 20).join(', ')))),
    );
  } else if (now.orphans?.length > 0) replace(place, orphans(now.orphans));
  else if (now.state === 'planned') replace(place, planTable(now.plan));
  else replace(place, notice('error', now.state === 'cancelled' ? 'Cancelled.' : 'It was not restored.', now.problem));
}
