/* The page of the console. What others choose is only ever set as text. */
'use strict';

const KEPT = 300;
const POINTS = 120;
const PREVIEW = 240;
const SOURCE = 17;
const MAXIMUM_TEXT_LINES = 2000;
const MAXIMUM_INDENT = 40;

const byId = (id) => document.getElementById(id);

/* ---- elements and text ---- */

function element(name, properties = {}, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(properties)) {
		if (key.startsWith('on')) {
			made.addEventListener(key.slice(2), value);
		}
		else if (key === 'text') {
			made.textContent = value;
		}
		else if (value !== undefined && value !== null && value !== false) {
			made.setAttribute(key, value === true ? '' : value);
		}
	}
	made.append(...children);
	return made;
}

// Controls, what nobody sees, what turns text round, blanks other than the ordinary one, and what isn't assigned.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u2800\u3164\uffa0\u115f\u1160]|(?! )\p{Zs}/u;

/* Returns a text with what can't be seen as marked escapes. Line breaks and tabs may stay as they are. */
function visible(text, keepLines = false) {
	const result = document.createDocumentFragment();
	let plain = '';
	for (const character of text) {
		if (UNSEEN.test(character) && !(keepLines && (character === '\n' || character === '\t'))) {
			result.append(plain, element('span', { class: 'escape', text: escapeOf(character) }));
			plain = '';
		}
		else {
			plain += character;
		}
	}
	result.append(plain);
	return result;
}

function escapeOf(character) {
	const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' }[character];
	const code = character.codePointAt(0).toString(16);
	return short ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
}

function bytesOf(base64) {
	const binary = atob(base64);
	const bytes = new Uint8Array(binary.length);
	for (let i = 0; i < binary.length; i++) {
		bytes[i] = binary.charCodeAt(i);
	}
	return bytes;
}

/* Returns the text that bytes are, or null if they are none. The last character may be cut. */
function textOf(bytes, cut) {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut });
	}
	catch {
		return null;
	}
}

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));

function hexDump(bytes) {
	const lines = [];
	for (let at = 0; at < bytes.length; at += 16) {
		const part = bytes.subarray(at, at + 16);
		const digits = hexOf(part);
		const characters = Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
		lines.push(`${at.toString(16).padStart(4, '0')}  ${digits.slice(0, 8).join(' ').padEnd(23)}  ${digits.slice(8).join(' ').padEnd(23)}  ${characters.join('')}`);
	}
	return lines.join('\n');
}

const integers = new Intl.NumberFormat('en');
const count = (number) => integers.format(number);

function shortNumber(number) {
	if (number >= 999500) {
		return `${(number / 1e6).toPrecision(3)}\u00a0M`;
	}
	if (number >= 10000) {
		return `${(number / 1e3).toPrecision(3)}\u00a0k`;
	}
	return number >= 10 || Number.isInteger(number) ? count(Math.round(number)) : number.toFixed(1);
}

function shortTime(milliseconds) {
	if (milliseconds >= 1000) {
		return `${(milliseconds / 1000).toPrecision(3)}\u00a0s`;
	}
	return milliseconds >= 1 ? `${milliseconds.toPrecision(3)}\u00a0ms` : `${Math.round(milliseconds * 1000)}\u00a0µs`;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const clockOf = (time) => clock.format(new Date(time));
const exactClockOf = (time) => `${clockOf(time)}.${String(new Date(time).getMilliseconds()).padStart(3, '0')}`;

function setText(target, text) {
	if (target.textContent !== text) {
		target.textContent = text;
	}
}

/* ---- shell lines ---- */

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/* Returns the address of a path as socat takes it: what it takes for its own has a backslash in front. */
const socatPath = (path) => path.replace(/[\\:,!"'(){}[\]]/g, '\\$&');

/* Returns a line for a shell that sends bytes to a path, and nothing else, whatever they are. */
function shellLine(bytes, path) {
	if (bytes.length === 0) {
		return `printf '' | socat -u - ${quoted(`UNIX-SENDTO:${socatPath(path)},shut-null`)}`;
	}
	let format = '';
	for (const byte of bytes) {
		const character = String.fromCharCode(byte);
		format += /[A-Za-z0-9 _.,:;=+@/<>{}"()[\]*&#?!|~^$-]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
	}
	// A format must not begin with what may be taken for an option.
	format = format.replace(/^-/, '\\055');
	return `printf '${format}' | socat -u - ${quoted(`UNIX-SENDTO:${socatPath(path)}`)}`;
}

async function copy(text, button) {
	try {
		await navigator.clipboard.writeText(text);
		flash(button, 'Copied');
	}
	catch {
		flash(button, 'Select it to copy');
	}
}

function flash(button, text) {
	button.dataset.label ??= button.textContent;
	button.textContent = text;
	say(text);
	setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
}

/* What a screen reader says when it has nothing else to say. */
function say(text) {
	setText(byId('calm'), text);
}

/* ---- charts ---- */

const SVG = 'http://www.w3.org/2000/svg';

class Chart {

	constructor(svg, title, format) {
		this.svg = svg;
		this.title = title;
		this.format = format;
		new ResizeObserver(() => this.draw()).observe(svg);
		this.series = [[], []];
	}

	set(first, second) {
		this.series = [first, second];
		this.draw();
	}

	draw() {
		const width = this.svg.clientWidth;
		const height = this.svg.clientHeight;
		if (width < 60) {
			return;
		}
		const top = Chart.roundUp(Math.max(...this.series.flat().filter((value) => value !== null), 0));
		const left = 48;
		const x = (index) => left + (width - left - 2) * index / (POINTS - 1);
		const y = (value) => height - 4 - (height - 12) * value / top;
		const parts = [];
		for (const value of [0, top / 2, top]) {
			parts.push(this.shape('line', { class: 'grid', x1: left, x2: width, y1: y(value), y2: y(value) }));
			const label = this.shape('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' });
			label.textContent = this.format(value);
			parts.push(label);
		}
		this.series.forEach((values, which) => {
			const from = POINTS - values.length;
			const runs = [];
			values.forEach((value, index) => {
				if (value === null) {
					runs.push([]);
				}
				else {
					(runs.at(-1) ?? runs[runs.push([]) - 1]).push([x(from + index), y(value)]);
				}
			});
			for (const run of runs.filter((points) => points.length > 0)) {
				if (run.length === 1) {
					parts.push(this.shape('circle', { class: which === 0 ? 'first' : 'second', cx: run[0][0].toFixed(1), cy: run[0][1].toFixed(1), r: 2 }));
					continue;
				}
				const line = run.map((point) => point.map((number) => number.toFixed(1)).join(',')).join(' L');
				if (which === 0) {
					parts.push(this.shape('path', { class: 'area', d: `M${run[0][0].toFixed(1)},${y(0)} L${line} L${run.at(-1)[0].toFixed(1)},${y(0)} Z` }));
				}
				parts.push(this.shape('path', { class: which === 0 ? 'first' : 'second', d: `M${line}` }));
			}
		});
		this.svg.replaceChildren(...parts);
	}

	shape(name, attributes) {
		const made = document.createElementNS(SVG, name);
		Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
		return made;
	}

	describe() {
		const values = this.series[0].filter((value) => value !== null);
		if (values.length > 0) {
			this.svg.setAttribute('aria-label', `${this.title}, last two minutes: now ${this.format(values.at(-1))}, most ${this.format(Math.max(...values))}`);
		}
	}

	static roundUp(value) {
		if (!(value > 0)) {
			return 1;
		}
		const magnitude = 10 ** Math.floor(Math.log10(value));
		return [1, 2, 4, 6, 10].find((step) => value <= step * magnitude) * magnitude;
	}

}

const rateChart = new Chart(byId('rate-chart'), 'Datagrams received a second', shortNumber);
const latencyChart = new Chart(byId('latency-chart'), 'Time that listeners took', shortTime);

/* ---- what is known ---- */

let welcome = null;
let peers = [];
let entries = [];
let arrivedHere = 0;
let baseline = null;
let missed = 0;
let frozen = null;
let newer = 0;
let opened = null;
let points = [];
let latency = null;
let frameTime = null;
let since = null;
let held = null;
let calmCount = 0;

const total = (frame, of) => frame.peers.reduce((sum, peer) => sum + of(peer), 0);

const totals = (frame) => ({
	time: Date.parse(frame.time),
	received: total(frame, (peer) => peer.state.counters.received),
	sent: total(frame, (peer) => peer.state.counters.sent),
	dropped: total(frame, (peer) => Object.values(peer.state.counters.dropped).reduce((sum, number) => sum + number, 0)),
	failed: total(frame, (peer) => peer.listeners.failures),
	count: total(frame, (peer) => peer.listeners.count),
	took: total(frame, (peer) => peer.listeners.total),
	max: Math.max(0, ...frame.peers.map((peer) => peer.listeners.max))
});

/* ---- the connection ---- */

let source = null;
let lostAt = null;
let lostHow = null;
let toldOfRestart = 0;

function connect() {
	source = new EventSource('console/events');
	source.addEventListener('welcome', (event) => begin(JSON.parse(event.data)));
	source.addEventListener('frame', (event) => show(JSON.parse(event.data)));
	source.addEventListener('missed', (event) => { missed += Number(event.data); });
	source.addEventListener('bye', () => lose('The application stops'));
	source.addEventListener('error', () => {
		if (source.readyState === EventSource.CLOSED) {
			askWhy();
		}
		else {
			lose(lostHow ?? (welcome === null ? 'Not connected' : 'Connection lost'));
		}
	});
}

/* Shows why the connection was refused: there may be too many pages, or something else in the application's place. */
async function askWhy() {
	let outcome;
	try {
		const response = await fetch('console/events', { headers: { Accept: 'text/event-stream' } });
		if (response.ok && response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
			await response.body.cancel();
			setTimeout(connect, 500);
			return;
		}
		outcome = await outcomeOf(response);
	}
	catch {
		outcome = { message: UNREACHABLE };
	}
	if (outcome.message === LOG_IN) {
		lose(LOG_IN, '');
		byId('connection').replaceChildren(element('span', {}, 'Not allowed: ', element('a', { href: '', text: 'log in again' })));
		return;
	}
	lose(outcome.message, ': trying again');
	setTimeout(connect, 2000);
}

function lose(how, more) {
	if (lostAt === null) {
		lostAt = Date.now();
		points.push(null);
	}
	lostHow = more === undefined ? how : null;
	byId('connection').dataset.state = 'lost';
	setText(byId('connection'), `${how}${more ?? ` at ${clockOf(lostAt)}: trying again`}`);
	document.body.classList.toggle('lost', since !== null);
	setText(byId('as-of'), since === null ? '' : `as of ${clockOf(frameTime)}`);
}

function begin(data) {
	const restarted = welcome !== null && welcome.instance !== data.instance;
	welcome = data;
	lostAt = null;
	lostHow = null;
	baseline = null;
	arrivedHere = 0;
	missed = 0;
	document.body.classList.remove('lost');
	document.body.classList.toggle('read-only', data.readOnly === true);
	byId('read-only').hidden = data.readOnly !== true;
	setText(byId('as-of'), '');
	toldOfRestart = restarted ? Date.now() : toldOfRestart;
	byId('connection').dataset.state = 'live';
	setText(byId('connection'), restarted ? `Live again: the application was started anew at ${clockOf(data.started)}` : 'Live');
	setText(byId('application'), data.application || 'uxd');
	document.title = `${data.application || 'uxd'} – uxd console`;
	setText(byId('about'), `Started at ${clockOf(data.started)} on Java ${data.java}`);
}

/* ---- a frame ---- */

function show(frame) {
	const now = totals(frame);
	const isFirst = baseline === null;
	frameTime = now.time;
	if (isFirst) {
		since = now.time;
		// Some of what has arrived since the page was opened is in the first frame.
		baseline = now.received - frame.datagrams.length;
		points.push(null, now);
	}
	if (lostAt === null && toldOfRestart > 0 && Date.now() - toldOfRestart > 15000) {
		toldOfRestart = 0;
		setText(byId('connection'), 'Live');
	}
	peers = frame.peers;
	showPeers();
	showGlance(now);
	arrive(frame);
	if (isFirst) {
		draw();
	}
	showShown(now.received - baseline);
	showEmpty(now);
}

function showGlance(now) {
	const last = points.at(-1);
	if (last && now.time - last.time >= 950) {
		points.push(now);
	}
	if (points.length > POINTS + 2) {
		points = points.slice(-POINTS - 1);
	}
	const rates = [];
	const sent = [];
	const mean = [];
	for (let i = 1; i < points.length; i++) {
		const [before, after] = [points[i - 1], points[i]];
		if (after === null || before === null) {
			if (after === null) {
				[rates, sent, mean].forEach((series) => series.push(null));
			}
			continue;
		}
		const seconds = (after.time - before.time) / 1000;
		rates.push((after.received - before.received) / seconds);
		sent.push((after.sent - before.sent) / seconds);
		mean.push(after.count > before.count ? (after.took - before.took) / (after.count - before.count) : null);
	}
	if (points.at(-1) === now || last === now) {
		rateChart.set(rates, sent);
		latencyChart.set(mean, []);
	}
	const rate = rates.at(-1) ?? 0;
	setText(byId('rate'), shortNumber(rate));
	setText(byId('rate-note'), `${count(now.received)} in all (sent:\u00a0dashed)`);
	const lastMean = mean.at(-1) ?? null;
	if (lastMean !== null && last === points.at(-2)) {
		latency = { mean: lastMean, time: now.time };
	}
	const quiet = lastMean === null && latency !== null;
	setText(byId('latency'), latency === null ? '–' : shortTime(latency.mean));
	setText(byId('latency-note'), now.count > 0 ? `mean${quiet ? ` at ${clockOf(latency.time)}` : ''}; slowest ${shortTime(now.max)}` : 'mean of a second');
	const known = [...points, now];
	for (const name of ['failed', 'dropped']) {
		setText(byId(name), count(now[name]));
		byId(name).classList.toggle('bad', known.some((point, index) => index > 0 && point && known[index - 1] && point[name] > known[index - 1][name]));
	}
	setText(byId('sent'), count(now.sent));
}

/* ---- peers ---- */

const GOOD = new Set(['RECEIVING', 'OPEN']);
const WARN = new Set(['PAUSED', 'OPENING', 'DRAINING']);
const WORDS = {
	RECEIVING: 'Receiving', PAUSED: 'Paused', STOPPED: 'Stopped', OPEN: 'Open', OPENING: 'Opening', DRAINING: 'Draining', FAILED: 'Failed: trying again', GAVE_UP: 'Gave up',
	REQUESTED: 'somebody asked for it', LISTENERS_STOPPED: 'all its listeners are stopped',
	IN_PLACE: 'in place', MISSING: 'missing', TAKEN: 'taken by somebody else', ABSENT: 'not there'
};
/* A listener that takes longer than this, in milliseconds, keeps others waiting. */
const BUSY = 3000;
const wordOf = (name) => WORDS[name] ?? name;

const cards = new Map();
let cardCount = 0;

function showPeers() {
	const ids = peers.map((peer) => peer.state.id);
	for (const [id, card] of cards) {
		if (!ids.includes(id)) {
			card.root.remove();
			cards.delete(id);
		}
	}
	for (const peer of peers) {
		if (!cards.has(peer.state.id)) {
			cards.set(peer.state.id, cardOf(peer.state.id));
			byId('peers').append(cards.get(peer.state.id).root);
		}
		fill(cards.get(peer.state.id), peer);
	}
	showAttention(ids.map((id) => cards.get(id)));
	showColumns();
	options(byId('of-peer'), ids, 'All peers');
	options(byId('send-peer'), ids);
	if (byId('send-to').value === '' && !byId('send-to').dataset.touched && peers[0]?.state.path) {
		byId('send-to').value = peers[0].state.path;
	}
}

/* Names the peers that aren't well, and has them come first. */
function showAttention(all) {
	const ranks = ['bad', 'warn', 'good'];
	const wanted = ranks.flatMap((rank) => all.filter((card) => card.state.dataset.state === rank));
	const list = byId('peers');
	// Not under the hands of who is about to press a button.
	if (!list.matches(':hover, :focus-within') && wanted.some((card, index) => list.children[index] !== card.root)) {
		list.append(...wanted.map((card) => card.root));
	}
	const unwell = wanted.filter((card) => card.state.dataset.state !== 'good');
	const line = byId('attention');
	update(line, 'shown', unwell.map((card) => [card.id, card.state.textContent, card.state.dataset.state]), () => {
		const isBad = unwell.some((card) => card.state.dataset.state === 'bad');
		line.setAttribute('role', isBad ? 'alert' : 'status');
		line.classList.toggle('bad', isBad);
		line.hidden = unwell.length === 0;
		line.replaceChildren('Not receiving as usual: ', ...unwell.flatMap((card, index) => [index > 0 ? ', ' : '',
			element('a', { href: `#${card.root.id}` }, visible(card.id)), ` (${card.state.textContent.toLowerCase()})`]));
	});
}

function showColumns() {
	byId('datagrams').classList.toggle('one-peer', peers.length === 1);
	if (opened) {
		opened.detail.firstChild.colSpan = columns();
	}
}

/* How many columns the table has: that of the peer is left out where there is but one. */
const columns = () => byId('datagrams').tHead.rows[0].cells.length - (peers.length === 1 ? 1 : 0);

function options(select, ids, all) {
	const wanted = all ? ['', ...ids] : ids;
	if (Array.from(select.options, (option) => option.value).join('\n') !== wanted.join('\n')) {
		const value = select.value;
		select.replaceChildren(...wanted.map((id) => element('option', { value: id }, id === '' ? all : visible(id))));
		select.value = wanted.includes(value) ? value : wanted[0] ?? '';
	}
}

function cardOf(id) {
	const card = { id };
	card.state = element('span', { class: 'state' });
	card.since = element('p', { class: 'since quiet' });
	card.warnings = element('div');
	card.button = element('button', { type: 'button', class: 'changes', onclick: () => act('peers', { peer: id, action: card.paused ? 'RESUME' : 'PAUSE' }) });
	card.result = element('p', { class: 'quiet', role: 'status' });
	card.facts = element('dl', { class: 'facts' });
	card.listeners = element('ul', { 'aria-label': `Listeners of ${id}` });
	card.root = element('article', { class: 'card peer', id: `peer-${cardCount++}`, tabindex: -1, 'aria-label': `Peer ${id}` },
		element('div', { class: 'head' }, element('h3', {}, visible(id)), card.state, card.button),
		card.since, card.warnings, card.facts, card.listeners, card.result);
	return card;
}

function fill(card, { state, mode, listeners }) {
	const kind = GOOD.has(state.actual) ? 'good' : WARN.has(state.actual) ? 'warn' : 'bad';
	const isBusy = Boolean(state.busy) && frameTime - Date.parse(state.busy.since) > BUSY;
	const hasFile = state.socketFile === 'IN_PLACE';
	card.state.dataset.state = kind !== 'good' ? kind : !hasFile ? 'bad' : isBusy ? 'warn' : 'good';
	setText(card.state, kind !== 'good' ? wordOf(state.actual) : !hasFile ? 'Not found by senders' : isBusy ? 'Busy' : wordOf(state.actual));
	card.paused = state.pauseReasons.includes('REQUESTED');
	label(card.button, card.paused ? 'Resume' : 'Pause', `peer ${card.id}`);
	const why = state.pauseReasons.map(wordOf).join(' and ');
	const wish = state.expected !== state.actual ? `, is to be ${wordOf(state.expected).toLowerCase()}` : '';
	setText(card.since, `${state.since ? `since ${clockOf(state.since)}` : ''}${wish}${why ? `: ${why}` : ''}`);
	const warnings = [];
	if (state.socketFile !== 'IN_PLACE' && state.actual !== 'STOPPED') {
		warnings.push(['bad', `The socket file is ${wordOf(state.socketFile)}: nobody can send`]);
	}
	if (isBusy) {
		warnings.push(['', `${state.busy.kind.toLowerCase()} '${state.busy.listener}' is busy since ${clockOf(state.busy.since)}`]);
	}
	if (state.lastFailure) {
		const failure = state.lastFailure;
		warnings.push(['bad', `${clockOf(failure.time)} ${failure.listener ?? 'Receiving'} failed: ${failure.exception.replace(/.*\./, '')}${failure.message ? `: ${failure.message}` : ''}`]);
	}
	update(card, 'shownWarnings', warnings, () => card.warnings.replaceChildren(
		...warnings.map(([style, text]) => element('p', { class: `warning ${style}` }, visible(text)))));
	const counters = state.counters;
	const dropped = Object.entries(counters.dropped).filter(([, number]) => number > 0);
	const facts = [
		['Path', state.path ?? 'none yet'],
		['Mode', `${mode ?? '–'} · ${(state.transport ?? 'no').toLowerCase()} transport`],
		['Queue', `${state.buffers.queueLength !== null ? `length ${count(state.buffers.queueLength)}` : 'length unknown'}${counters.pending > 0 ? ` · ${count(counters.pending)} at listeners` : ''}`],
		['Send buffer', state.buffers.sendUsed === null ? `${count(state.buffers.send)} bytes` : `${count(state.buffers.sendUsed)} of ${count(state.buffers.send)} bytes used`],
		['Received', `${count(counters.received)} · ${count(counters.receivedBytes)} bytes`],
		['Dropped', dropped.length === 0 ? 'none' : dropped.map(([reason, number]) => `${count(number)} ${reason.replace('_', ' ')}`).join(', ')],
		['Failed', count(listeners.failures)]
	];
	if (counters.receiveErrors + counters.sendBlocked + counters.sendRefused + counters.healed > 0) {
		facts.push(['Also', [[counters.receiveErrors, 'receive errors'], [counters.sendBlocked, 'sends that found no room'], [counters.sendRefused, 'sends refused'], [counters.healed, 'socket file healed']]
			.filter(([number]) => number > 0).map(([number, what]) => `${what}: ${count(number)}`).join(', ')]);
	}
	update(card, 'shownFacts', facts, () => card.facts.replaceChildren(
		...facts.flatMap(([name, value]) => [element('dt', { text: name }), element('dd', { class: name === 'Path' ? 'mono' : null }, visible(value))])));
	update(card, 'shownListeners', state.listeners.map(({ id }) => id), () => card.listeners.replaceChildren(...state.listeners.map(({ id }) => listenerOf(card, id))));
	state.listeners.forEach(({ id, running }) => {
		const line = card.lines.get(id);
		line.running = running;
		label(line.button, running ? 'Stop' : 'Start', `listener ${id}`);
		setText(line.note, running ? '' : ' (stopped)');
	});
}

function listenerOf(card, id) {
	const line = { note: element('span', { class: 'quiet' }) };
	line.button = element('button', { type: 'button', class: 'changes', onclick: () => act('listeners', { listener: id, action: line.running ? 'STOP' : 'START' }, card) });
	(card.lines ??= new Map()).set(id, line);
	return element('li', {}, element('span', {}, visible(id), line.note), line.button);
}

/* What a button is called says of what, too. */
function label(button, text, what) {
	setText(button, text);
	button.setAttribute('aria-label', `${text} ${what}`);
}

/* Redraws only what has changed, so that a selection or the focus stays. */
function update(target, key, value, draw) {
	const text = JSON.stringify(value);
	if (target[key] !== text) {
		target[key] = text;
		draw();
	}
}

async function act(what, body, card = cards.get(body.peer)) {
	const outcome = await post(what, body);
	card.result.classList.toggle('bad', !outcome.ok);
	setText(card.result, outcome.message);
	setTimeout(() => setText(card.result, ''), 6000);
}

const LOG_IN = 'Not allowed: log in again';
const UNREACHABLE = 'The application can\'t be reached';

async function post(what, body) {
	try {
		return await outcomeOf(await fetch(`console/${what}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }));
	}
	catch {
		return { ok: false, message: UNREACHABLE };
	}
}

/* Returns what the application says has happened. What it, or something before it, says in another way is told by its number. */
async function outcomeOf(response) {
	const text = await response.text();
	const { message, answer } = jsonOf(text) ?? {};
	if (response.redirected || response.status === 401) {
		return { ok: false, message: LOG_IN };
	}
	if (typeof message === 'string' && message !== '') {
		return { ok: response.ok, message, answer };
	}
	if (!response.ok && response.headers.get('Content-Type')?.startsWith('text/plain') && text.trim() !== '') {
		return { ok: false, message: text.trim().slice(0, 200) };
	}
	const hint = response.status === 403 ? ': log in again, or see what docs/console.md says of Spring Security' : '';
	return { ok: false, message: `The application answered with ${response.status}${hint}` };
}

function jsonOf(text) {
	try {
		return JSON.parse(text);
	}
	catch {
		return null;
	}
}

/* ---- datagrams ---- */

function arrive({ datagrams, troubles, time }) {
	const listeners = new Map(peers.map((peer) => [peer.state.id, peer.state.listeners.filter(({ running }) => running).map(({ id }) => id)]));
	for (const sample of datagrams) {
		entries.unshift(entryOf(sample, listeners.get(sample.peer) ?? []));
	}
	arrivedHere += datagrams.length;
	calmCount += datagrams.length;
	const changed = new Set();
	for (const trouble of troubles) {
		const entry = entries.concat(held ?? []).find(({ sample }) => sample.id === trouble.id);
		if (entry) {
			entry.troubles.push(trouble);
			entry.words = null;
			changed.add(entry);
		}
	}
	entries.splice(KEPT);
	if (frozen) {
		newer += datagrams.length;
		showFrozen();
		changed.forEach((entry) => entry.row && refresh(entry));
		return;
	}
	if (datagrams.length > 0 || changed.size > 0) {
		draw();
	}
}

function entryOf(sample, listeners) {
	const bytes = bytesOf(sample.payload);
	const cut = sample.length > bytes.length;
	return { sample, bytes, cut, text: textOf(bytes, cut), listeners, troubles: [], row: null, words: null };
}

function matches(entry, words, peer, onlyTroubles) {
	if ((peer && entry.sample.peer !== peer) || (onlyTroubles && entry.troubles.length === 0)) {
		return false;
	}
	if (words.length === 0) {
		return true;
	}
	entry.words ??= [entry.text ?? '', hexOf(entry.bytes).join(' '), entry.sample.source ?? '', entry.sample.peer, ...entry.listeners,
		...entry.troubles.map((trouble) => `${trouble.listener} ${trouble.message}`)].join('\n').toLowerCase();
	return words.every((word) => entry.words.includes(word));
}

function draw() {
	const words = byId('search').value.toLowerCase().split(/\s+/).filter((word) => word !== '');
	const peer = byId('of-peer').value;
	const onlyTroubles = byId('only-troubles').checked;
	const wanted = (held ?? entries).filter((entry) => matches(entry, words, peer, onlyTroubles));
	if (opened && !wanted.includes(opened)) {
		// What nobody sees holds nothing.
		toggle(opened);
		draw();
		return;
	}
	const rows = byId('rows');
	const keep = new Set(wanted);
	// Removed and added one by one: what stays keeps the focus.
	for (const row of Array.from(rows.children)) {
		if (!keep.has(row.entry)) {
			row.remove();
		}
	}
	let next = rows.firstElementChild;
	for (const entry of wanted) {
		if (!entry.row) {
			refresh(entry);
		}
		if (entry.row === next) {
			next = next.nextElementSibling;
			if (next && next === entry.detail) {
				next = next.nextElementSibling;
			}
		}
		else {
			rows.insertBefore(entry.row, next);
			if (entry.detail) {
				rows.insertBefore(entry.detail, next);
			}
		}
	}
	byId('datagrams').hidden = wanted.length === 0;
	byId('empty').hidden = wanted.length > 0 || baseline === null;
	rove();
}

function refresh(entry) {
	const { sample, troubles } = entry;
	const failed = troubles.length > 0;
	const button = element('button', {
		type: 'button', tabindex: -1, 'aria-expanded': String(entry === opened), text: exactClockOf(sample.time),
		'aria-label': `${exactClockOf(sample.time)}, ${sample.length} bytes${failed ? ', failed' : ''}`
	});
	const cells = [
		element('td', { role: 'cell' }, button),
		element('td', { role: 'cell' }, visible(sample.peer)),
		element('td', { role: 'cell' }, fromOf(sample)),
		element('td', { role: 'cell', class: 'number', text: count(sample.length) }),
		element('td', { role: 'cell', class: 'payload' }, previewOf(entry)),
		element('td', { role: 'cell', class: failed ? 'bad' : null }, visible(handledBy(entry)))
	];
	const hadFocus = entry.row?.contains(document.activeElement);
	if (entry.row) {
		entry.row.replaceChildren(...cells);
	}
	else {
		entry.row = element('tr', { role: 'row', onclick: (event) => {
			// A key has no detail. A mouse may have been selecting.
			if (event.detail === 0 || !isSelecting(entry.row)) {
				toggle(entry);
			}
		} });
		entry.row.entry = entry;
		entry.row.append(...cells);
	}
	entry.row.className = `row${failed ? ' failed' : ''}${entry === opened ? ' open' : ''}${Date.now() - Date.parse(sample.time) < 1500 ? ' new' : ''}`;
	if (hadFocus) {
		button.tabIndex = 0;
		button.focus();
	}
}

const credentialsOf = ({ credentials }) => (credentials ? `process ${credentials.pid}, user ${credentials.uid}, group ${credentials.gid}` : null);

function fromOf(sample) {
	const from = sample.source ?? credentialsOf(sample);
	return from === null ? element('span', { class: 'quiet', text: 'no address' }) : visible(ending(from));
}

/* Addresses begin alike, and end as nobody else's does. */
function ending(address) {
	const characters = Array.from(address);
	return characters.length > SOURCE ? `…${characters.slice(1 - SOURCE).join('')}` : address;
}

function previewOf(entry) {
	if (entry.bytes.length === 0) {
		return element('span', { class: 'quiet', text: 'empty' });
	}
	if (entry.text === null) {
		const result = document.createDocumentFragment();
		result.append(element('span', { class: 'tag', text: 'hex' }), hexOf(entry.bytes.subarray(0, PREVIEW / 3)).join(' '));
		return result;
	}
	const short = Array.from(entry.text.slice(0, PREVIEW * 2)).slice(0, PREVIEW).join('');
	const end = short.endsWith('\n') && short.length === entry.text.length ? short.slice(0, -1) : short;
	return visible(end === '' ? short : end);
}

function handledBy({ listeners, troubles }) {
	if (troubles.length > 0) {
		return troubles.map((trouble) => `${trouble.listener} failed`).join(', ');
	}
	return listeners.length > 0 ? listeners.join(', ') : 'no listener';
}

/* Only one of the rows is reached by Tab; the arrow keys move between them. */
function rove() {
	const buttons = rowButtons();
	if (!byId('rows').contains(document.activeElement)) {
		buttons.forEach((button, index) => { button.tabIndex = index === 0 ? 0 : -1; });
	}
}

const rowButtons = () => Array.from(byId('rows').querySelectorAll('tr.row td:first-child button'));

byId('rows').addEventListener('keydown', (event) => {
	const buttons = rowButtons();
	const at = buttons.indexOf(document.activeElement);
	const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
	if (at >= 0 && to !== undefined && buttons[to]) {
		event.preventDefault();
		buttons[at].tabIndex = -1;
		buttons[to].tabIndex = 0;
		buttons[to].focus();
	}
});

document.addEventListener('keydown', (event) => {
	if (event.key === 'Escape' && opened) {
		const entry = opened;
		toggle(entry);
		entry.row.querySelector('button').focus();
	}
});

function isSelecting(row) {
	const selection = window.getSelection();
	return !selection.isCollapsed && selection.containsNode(row, true);
}

function toggle(entry) {
	const before = opened;
	opened = entry === before ? null : entry;
	if (before) {
		before.detail.remove();
		before.detail = null;
		refresh(before);
	}
	if (opened) {
		opened.detail = detailOf(opened);
		opened.detail.entry = opened;
		opened.row.after(opened.detail);
		refresh(opened);
		freeze(frozen ?? 'reading');
	}
	else if (frozen === 'reading') {
		freeze(null);
	}
	rove();
}

function detailOf(entry) {
	const { sample, bytes, cut, text, troubles, listeners } = entry;
	const facts = [
		['Received', `${new Date(sample.time).toLocaleDateString('en-CA')} ${exactClockOf(sample.time)} by ${sample.peer}`],
		['From', sample.source ?? 'a sender without an address, who can\'t be answered'],
		['Sent by', credentialsOf(sample) ?? 'not known: uxd.sender-credentials is off'],
		['Size', `${count(sample.length)} bytes${cut ? `; the first ${count(bytes.length)} are shown` : ''}`],
		['Listeners', listeners.join(', ') || 'none was running'],
		...troubles.map((trouble) => ['Failed', `${trouble.listener}${trouble.attempts > 1 ? `, ${trouble.attempts} times` : ''}${trouble.causedBySender ? ', the sender is to blame' : ''}: ${trouble.message}`])
	];
	const pre = element('pre', { tabindex: 0, role: 'region', 'aria-label': 'Payload' });
	const views = { Text: () => visible(text.split('\n').slice(0, MAXIMUM_TEXT_LINES).join('\n'), true), Hex: () => hexDump(bytes) };
	const pretty = cut ? null : indented(text);
	if (text === null) {
		delete views.Text;
	}
	if (pretty !== null) {
		views.JSON = () => visible(pretty, true);
	}
	const buttons = Object.keys(views).map((name) => element('button', { type: 'button', text: name, onclick: () => showView(name) }));
	function showView(name) {
		pre.className = name === 'Hex' ? 'hex' : '';
		pre.replaceChildren(views[name]());
		buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.textContent === name)));
	}
	showView(pretty !== null ? 'JSON' : text !== null ? 'Text' : 'Hex');
	const actions = element('div', { class: 'actions' }, element('span', { role: 'group', class: 'actions', 'aria-label': 'View' }, ...buttons));
	if (sample.source !== null) {
		actions.append(element('button', { type: 'button', class: 'changes', text: 'Answer', onclick: () => answer(sample) }));
	}
	const cell = element('td', { colspan: columns(), role: 'cell' },
		element('dl', { class: 'facts' }, ...facts.flatMap(([name, value]) => [element('dt', { text: name }), element('dd', {}, visible(value))])), actions, pre);
	const path = peers.find((peer) => peer.state.id === sample.peer)?.state.path;
	if (cut) {
		cell.append(element('p', { class: 'quiet', text: 'It can\'t be copied as a shell line, since only its beginning is here.' }));
	}
	else if (path) {
		const line = shellLine(bytes, path);
		const button = element('button', { type: 'button', text: 'Copy', 'aria-label': 'Copy the shell line', onclick: () => copy(line, button) });
		cell.append(element('p', { class: 'quiet', text: 'A line for a shell that sends the same again:' }),
			element('div', { class: 'line' }, element('code', { tabindex: 0, role: 'region', 'aria-label': 'Shell line' }, visible(line)), button));
	}
	return element('tr', { class: 'detail', role: 'row' }, cell);
}

/* Returns JSON with line breaks and blanks of ours, every token as it was sent, or null if it is no object or array. */
function indented(text) {
	const value = jsonOf(text);
	if (typeof value !== 'object' || value === null) {
		return null;
	}
	let depth = 0;
	const line = () => `\n${'  '.repeat(Math.min(depth, MAXIMUM_INDENT))}`;
	return text.replace(/"(?:[^"\\]|\\.)*"|\s+|\{\s*\}|\[\s*\]|[{}[\],:]/g, (token) => {
		if (token === '{' || token === '[') {
			depth++;
			return token + line();
		}
		if (token === '}' || token === ']') {
			depth--;
			return line() + token;
		}
		return token[0] === '"' ? token : token === ',' ? token + line() : token === ':' ? ': ' : token.replace(/\s+/g, '');
	});
}

function freeze(how) {
	frozen = how;
	held = how === null ? null : held ?? entries.slice();
	byId('freeze').setAttribute('aria-pressed', String(how === 'asked'));
	if (how === null) {
		newer = 0;
		draw();
	}
	showFrozen();
}

function showFrozen() {
	byId('frozen').hidden = !frozen || (frozen === 'reading' && newer === 0);
	setText(byId('frozen-text'), `${frozen === 'reading' ? 'Held while you read' : 'Frozen'}: ${count(newer)} newer wait`);
}

function showShown(arrived) {
	const shown = Math.min(arrivedHere, KEPT);
	const notes = arrived === 0 ? []
		: arrived <= shown ? [`${arrived === 1 ? 'the one' : `all ${count(arrived)}`} that arrived since ${clockOf(since)}`]
			: arrived === arrivedHere ? [`the newest ${count(shown)} of ${count(arrived)} since ${clockOf(since)}`]
				: [`showing ${count(shown)} of ${count(arrived)} since ${clockOf(since)}`, `at most ${welcome.perSecond} a second of each peer are copied here`];
	if (missed > 0) {
		notes.push(`this browser was too slow for ${count(missed)} updates`);
	}
	setText(byId('shown'), notes.join(' · '));
}

function showEmpty(now) {
	if (byId('empty').hidden) {
		return;
	}
	const here = (held ?? entries).length;
	const filtered = here > 0;
	setText(byId('empty-title'), filtered ? 'Nothing of that kind is here' : frozen ? 'Nothing was here' : now.received > 0 ? `Nothing new since ${clockOf(since)}` : 'Nothing has arrived yet');
	const path = peers.find((peer) => peer.state.path)?.state.path;
	const paused = peers.length > 0 && peers.every((peer) => peer.state.actual === 'PAUSED');
	setText(byId('empty-text'), filtered ? `${count(here)} others are: change the search.`
		: paused ? 'The peer is paused: what is sent waits in the kernel\'s queue.'
			: path ? 'Copy this line to a shell, and it appears here:' : 'No peer is open.');
	const line = path && !filtered ? shellLine(new TextEncoder().encode('hello'), path) : '';
	byId('empty-line').hidden = line === '';
	byId('empty-hint').hidden = filtered;
	setText(byId('empty-code'), line);
}

/* ---- controls ---- */

byId('empty-copy').addEventListener('click', () => copy(byId('empty-code').textContent, byId('empty-copy')));
byId('freeze').addEventListener('click', () => freeze(frozen !== 'asked' ? 'asked' : opened ? 'reading' : null));
byId('follow').addEventListener('click', () => {
	if (opened) {
		toggle(opened);
	}
	freeze(null);
	byId('freeze').focus();
});
byId('clear').addEventListener('click', () => {
	if (opened) {
		toggle(opened);
	}
	entries = [];
	held = null;
	newer = 0;
	freeze(frozen);
	draw();
});
for (const id of ['search', 'of-peer', 'only-troubles']) {
	byId(id).addEventListener('input', draw);
}

function answer(sample) {
	byId('send-peer').value = sample.peer;
	byId('send-to').value = sample.source;
	byId('send-to').dataset.touched = 'yes';
	byId('send-ask').checked = false;
	byId('send-payload').focus();
	byId('send-payload').select();
}

byId('send-to').addEventListener('input', () => { byId('send-to').dataset.touched = 'yes'; });

byId('send').addEventListener('submit', async (event) => {
	event.preventDefault();
	const button = byId('send').querySelector('button');
	const result = byId('send-result');
	button.disabled = true;
	setText(result, '');
	byId('send-answer').hidden = true;
	const outcome = await post('datagrams', {
		peer: byId('send-peer').value, to: byId('send-to').value, format: byId('send').elements.format.value, payload: byId('send-payload').value, ask: byId('send-ask').checked
	});
	button.disabled = false;
	result.className = outcome.ok ? '' : 'bad';
	setText(result, outcome.message);
	if (outcome.answer) {
		const bytes = bytesOf(outcome.answer);
		const text = textOf(bytes, false);
		byId('send-answer').className = text === null ? 'hex' : '';
		byId('send-answer').replaceChildren(text === null ? hexDump(bytes) : visible(text, true));
		byId('send-answer').hidden = false;
	}
});

setInterval(() => {
	rateChart.describe();
	latencyChart.describe();
	if (calmCount > 0) {
		say(`${count(calmCount)} datagrams arrived`);
		calmCount = 0;
	}
}, 10000);

// A page that the browser keeps to go back to would hold one of its few connections.
window.addEventListener('pagehide', () => source.close());
window.addEventListener('pageshow', (event) => {
	if (event.persisted) {
		lose('Left');
		connect();
	}
});

connect();
