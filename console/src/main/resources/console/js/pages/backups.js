import { h, newId, replace } from '../dom.js';
import { get, part, post, put, query, remove, tables } from '../api.js';
import { bytes, count } from '../format.js';
import { ask, badge, busy, button, card, dataTable, empty, head, notice, primary, select, time, toast } from '../parts.js';
import { progressLine, watchRestore, watchRun } from '../runs.js';
import backup from './backup.js';

/** Backups as they are, those that run, and the plan for the next. */
export default async function backups(context) {
  if (context.parts.length > 0) return backup(context);
  const { signal } = context;
  const [{ backups: all }, schedule, { restores }] = await Promise.all([get('/v1/backups', { signal }), get('/v1/backups/schedule', { signal }), get('/v1/restores', { signal })]);
  const create = primary('Back up now', { onclick: () => busy(create, make) }, 'plus');
  const running = h('div', {});
  all.filter((each) => each.state === 'running' && each.run).forEach((each) => running.append(runCard(each, signal)));
  restores.filter((each) => !over(each) && !each.dryRun).forEach((each) => running.append(restoreCard(each, signal)));
  return h(
    'div',
    {},
    head('Backups', 'One consistent snapshot of the tables in files that prove themselves whole. A restore goes in through the log.', create),
    running,
    card('Backups', {}, all.length === 0 ? empty('No backup yet', 'The first takes seconds.') : list(all.filter((each) => each.state !== 'running'))),
    h('div', { class: 'columns' }, scheduleCard(schedule), restoresCard(restores.filter((each) => !each.dryRun))),
  );
}

export const over = (restore) => ['done', 'planned', 'refused', 'failed', 'cancelled'].includes(restore.state);
const outcome = ({ ok }) => (ok === null ? badge('running', 'being taken') : badge(ok ? 'good' : 'dead', ok ? 'taken' : 'failed'));
const reload = () => window.dispatchEvent(new HashChangeEvent('hashchange'));

function list(all) {
  const check = (last) => (last ? h('span', { class: 'row tight-row' }, badge(last.ok ? 'good' : 'dead', last.ok ? 'whole' : 'damaged'), time(last.at)) : h('span', { class: 'muted' }, 'never'));
  return dataTable({
    caption: 'Backups',
    columns: [
      { key: 'name', label: 'Name', cell: (each) => h('a', { href: `#/backups/${part(each.name)}` }, each.name) },
      { key: 'completedAt', label: 'Taken', value: (each) => each.completedAt ?? each.startedAt, cell: (each) => [time(each.completedAt ?? each.startedAt), each.origin === 'schedule' && h('span', { class: 'hint' }, ' by the schedule')] },
      { key: 'rows', label: 'Rows', num: true, cell: (each) => count(each.rows) },
      { key: 'bytes', label: 'Size', num: true, cell: (each) => (each.bytes === null || each.bytes === undefined ? '–' : bytes(each.bytes)) },
      { key: 'state', label: 'State', cell: (each) => badge(each.state === 'complete' ? 'good' : 'dead', each.state) },
      { key: 'verified', label: 'Verified', sort: false, cell: (each) => check(each.lastVerified) },
      { key: 'drilled', label: 'Drilled', sort: false, cell: (each) => check(each.lastDrill) },
    ],
    sorted: { key: 'completedAt', down: true },
    rows: all,
    none: 'The first backup is being taken.',
  });
}

async function make() {
  const contracts = await tables();
  const name = h('input', { type: 'text', pattern: '[a-z0-9\\-]{1,64}', placeholder: 'the time, where empty', autocomplete: 'off' });
  const boxes = contracts.map((contract) => h('input', { type: 'checkbox', value: contract.table, checked: true }));
  const wish = await ask({
    title: 'Back up now',
    action: 'Back up',
    read: () => ({ name: name.value || undefined, tables: boxes.every((box) => box.checked) ? undefined : boxes.filter((box) => box.checked).map((box) => box.value) }),
    body: h('div', { class: 'stack' }, h('label', { class: 'field' }, h('span', {}, 'Name'), name, h('span', { class: 'hint' }, 'Small letters, digits and hyphens.')), h('fieldset', {}, h('legend', {}, 'Tables'), boxes.map((box) => h('label', { class: 'check' }, box, h('span', {}, box.value))))),
  });
  if (!wish) return;
  await post('/v1/backups', wish);
  reload();
}

function runCard(each, signal) {
  const place = h('div', {});
  const box = card(undefined, {}, h('div', { class: 'card-head' }, h('h2', {}, `Backing up ${each.name}`), badge('running', 'running')), place);
  watchRun(each.run, (run) => replace(place, progressLine(run)), signal).then((run) => {
    if (!run) return;
    if (run.state === 'failed') replace(place, notice('error', 'The backup failed.', run.problem));
    else {
      toast(`The backup ${each.name} is complete.`);
      reload();
    }
  });
  return box;
}

function restoreCard(restore, signal) {
  const place = h('div', {});
  watchRestore(restore, (now) => replace(place, progressLine(now)), signal).then((now) => now && reload());
  return card(undefined, {}, h('div', { class: 'card-head' }, h('h2', {}, 'Restoring ', h('a', { href: `#/backups/${part(restore.backup)}?restore=${part(restore.id)}` }, restore.backup)), badge('running', restore.state)), place);
}

function scheduleCard(schedule) {
  const edit = button(schedule.enabled ? 'Change' : 'Set a schedule', { onclick: () => busy(edit, () => editSchedule(schedule)) }, 'clock');
  const facts = schedule.enabled
    ? h(
      'dl',
      { class: 'facts' },
      h('dt', {}, 'When'),
      h('dd', {}, PLANS.find((plan) => plan.cron === schedule.cron)?.label ?? h('code', {}, schedule.cron)),
      h('dt', {}, 'Tables'),
      h('dd', {}, schedule.tables?.join(', ') ?? 'all'),
      h('dt', {}, 'Kept'),
      h('dd', {}, [schedule.keepLast && `the last ${schedule.keepLast}`, schedule.keepDays && `${schedule.keepDays} days`].filter(Boolean).join(' and ') || 'for ever'),
      h('dt', {}, 'Next'),
      h('dd', {}, schedule.next ? h('time', { datetime: schedule.next }, schedule.next.replace('T', ' ').replace(/:00(\.0+)?Z$/, ' UTC')) : '–'),
      schedule.last && [h('dt', {}, 'Last'), h('dd', {}, outcome(schedule.last), ' ', time(schedule.last.at), schedule.last.problem && h('div', { class: 'reason' }, schedule.last.problem))],
    )
    : h('p', { class: 'muted' }, 'No backup is taken by itself.');
  return card('Schedule', {}, h('div', { class: 'stack' }, facts, h('div', {}, edit)));
}

const PLANS = [
  { cron: '0 0 * * * *', label: 'every hour' },
  { cron: '0 0 3 * * *', label: 'every day at 03:00 UTC' },
  { cron: '0 0 3 * * SUN', label: 'every Sunday at 03:00 UTC' },
];

async function editSchedule(schedule) {
  const id = newId('cron');
  const cron = h('input', { id, type: 'text', value: schedule.cron ?? PLANS[1].cron, required: true, autocomplete: 'off', spellcheck: 'false' });
  const keepLast = h('input', { type: 'number', min: 1, value: schedule.keepLast ?? 7 });
  const keepDays = h('input', { type: 'number', min: 1, value: schedule.keepDays ?? 30 });
  const off = h('input', { type: 'checkbox' });
  const plan = select('When', [...PLANS.map(({ cron: value, label }) => ({ value, label })), { value: '', label: 'as the line below says' }], PLANS.some((each) => each.cron === cron.value) ? cron.value : '', (value) => { if (value) cron.value = value; });
  const wish = await ask({
    title: 'Backups by schedule',
    action: 'Save',
    read: () => (off.checked ? { off: true } : { cron: cron.value, tables: schedule.tables ?? null, keepLast: Number(keepLast.value) || undefined, keepDays: Number(keepDays.value) || undefined }),
    body: h(
      'div',
      { class: 'stack' },
      plan,
      h('label', { class: 'field', for: id }, h('span', {}, 'Cron, six fields, seconds first, UTC'), cron),
      h('div', { class: 'row' }, h('label', { class: 'field' }, h('span', {}, 'Keep the last'), keepLast), h('label', { class: 'field' }, h('span', {}, 'Keep for days'), keepDays)),
      h('p', { class: 'hint' }, 'A backup of the schedule goes when neither keeps it. Others are never removed.'),
      schedule.enabled && h('label', { class: 'check' }, off, h('span', {}, 'Take none by itself any more')),
    ),
  });
  if (!wish) return;
  if (wish.off) await remove('/v1/backups/schedule');
  else await put('/v1/backups/schedule', wish);
  toast('Saved.');
  reload();
}

function restoresCard(restores) {
  return card(
    'Restores',
    {},
    restores.length === 0
      ? h('p', { class: 'muted' }, 'None yet. Open a backup to see what a restore would change.')
      : h(
        'ul',
        { class: 'plain' },
        restores.slice(0, 8).map((each) => h('li', { class: 'row' }, badge(each.state === 'done' ? 'good' : over(each) ? 'dead' : 'running', each.state), h('a', { href: query(`#/backups/${part(each.backup)}`, { restore: each.id }) }, each.backup), h('span', { class: 'muted' }, each.mode), time(each.startedAt))),
      ),
  );
}
