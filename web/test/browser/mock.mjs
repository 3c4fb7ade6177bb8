// A server that answers as docs/api.md says, over the registry of registry.mjs, with the headers of
// the real one. Run by itself it serves web/dist: node test/browser/mock.mjs [PORT]
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mockBatches } from './mock_batch.mjs';
import * as tied from './network.mjs';
import {
  entities,
  facts,
  familyOf,
  labelOf,
  mentionsOf,
  reportOf,
  reports,
  spanOf,
} from './registry.mjs';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TOKEN = 'a-token-of-the-mock';

/** Who asks, in a registry without accounts. */
const accountOf = (mayWrite) => ({
  accounts: false,
  readable: false,
  may_write: mayWrite,
  by: mayWrite ? 'key' : null,
  account: null,
  rights: mayWrite
    ? ['any', 'read', 'try', 'own', 'comment', 'participate', 'decide', 'edit', 'administer']
    : ['any', 'read'],
});

const NO_ROWS = {
  list: 'membership',
  kind: 'membership',
  label: '',
  total: 0,
  columns: [],
  filters: [],
  rows: [],
};

const NO_REVIEWS = { summary: '', may_manage: false, reviews: [], next: null };
const NO_REMINDERS = {
  summary: 'Напоминать не о чем.',
  entity: null,
  entity_name: null,
  from: '2026-11-01',
  until: '2026-12-31',
  cut: false,
  days: [],
  notes: [],
};

const noComments = (on, may, lang) => ({
  entity: null,
  report: null,
  ...on,
  name: Object.values(on)[0],
  summary: lang === 'en' ? 'No comments yet.' : 'Комментариев пока нет.',
  total: 0,
  may_comment: may,
  may_moderate: may,
  comments: [],
  next: null,
});

const pick = (texts, lang) => (Array.isArray(texts) ? texts[lang === 'en' ? 1 : 0] : texts);

function entityValue(id, lang) {
  const thing = entities.get(id) ?? fact(id, lang);
  return { type: 'entity', text: thing.name, entity: id, kind: thing.kind, family: thing.family };
}

function value(given, lang) {
  switch (given.type) {
    case 'entity':
      return entityValue(given.id, lang);
    case 'choice':
      return { ...given, text: labelOf(given.value, lang) };
    case 'signatory': {
      const person = entityValue(given.person, lang);
      const behalf = given.for ? entityValue(given.for, lang) : null;
      return { type: 'signatory', text: person.text, person, for: behalf };
    }
    default:
      return { ...given, text: pick(given.text, lang) };
  }
}

function claims(given, lang) {
  const report = reportOf(given.report);
  const properties = new Map();
  given.properties.forEach(([name, content, words, how], index) => {
    const list = properties.get(name) ?? [];
    properties.set(name, list);
    list.push({
      id: `${given.id}.${index}`,
      value: value(content, lang),
      state: how === 'confirmed' || how === 'rejected' ? how : 'read',
      ...(how === 'contradicted' ? { contradicted: true } : {}),
      confidence: 0.9 + index / 200,
      author: 'uzel 0.1.0',
      ...(how === 'confirmed' || how === 'rejected'
        ? { decided: { number: 7, by: 'user:М. Проверкина', at: '2026-11-20T10:00:00Z' } }
        : {}),
      evidence: [
        {
          report: report.id,
          title: report.title,
          published: report.published,
          published_text: pick(report.day, lang),
          quote: words,
          ...spanOf(report, words),
        },
      ],
    });
  });
  return [...properties].map(([name, list]) => ({
    name,
    label: labelOf(name, lang),
    type: 'text',
    listed: list.length > 1,
    claims: list,
  }));
}

function fact(id, lang) {
  const given = facts.find((candidate) => candidate.id === id);
  if (!given) return undefined;
  const properties = claims(given, lang);
  const texts = (name) =>
    properties
      .find((property) => property.name === name)
      ?.claims.map((claim) => claim.value.text) ?? [];
  const kind = texts('agreement_kind')[0] ?? labelOf(given.kind, lang);
  const name =
    given.kind === 'agreement'
      ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${texts('parties').join(', ')}`
      : [...texts('person'), ...texts('position')].join(', ');
  return {
    id,
    kind: given.kind,
    family: familyOf(given.kind),
    name,
    properties,
    report: reportOf(given.report),
  };
}

function row(id, lang) {
  const thing = fact(id, lang);
  return {
    id,
    kind: thing.kind,
    family: thing.family,
    name: thing.name,
    state: 'read',
    confidence: 0.95,
    reports: 1,
    cells: Object.fromEntries(
      thing.properties.map((property) => [
        property.name,
        property.claims.map((claim) => claim.value),
      ]),
    ),
  };
}

const column =
  (lang) =>
  (name, type = 'text') => ({
    name,
    label: labelOf(name, lang),
    type,
    listed: false,
    sortable: type !== 'listed',
  });

function columnsOf(kind, lang) {
  const make = column(lang);
  if (kind === 'agreement')
    return [
      make('parties', 'listed'),
      make('agreement_kind', 'choice'),
      make('signed_on', 'date'),
      make('term', 'duration'),
      make('until', 'date'),
      make('status', 'choice'),
    ];
  if (kind === 'Report')
    return [make('published', 'date'), make('title'), make('publisher'), make('facts', 'integer')];
  if (kind === 'occupation')
    return [
      make('person', 'entity'),
      make('position'),
      make('organization', 'entity'),
      make('status', 'choice'),
    ];
  return [];
}

function pageOf(query, name, kind, rows, lang) {
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const flat = (one) => JSON.stringify([one.name, one.cells]).toLowerCase();
  let kept = rows.filter((one) => words.every((word) => flat(one).includes(word)));
  const region = query.get('region');
  if (region) kept = kept.filter((one) => flat(one).includes(region.slice(0, 6).toLowerCase()));
  for (const [parameter, wanted] of query)
    if (parameter.startsWith('filter.'))
      kept = kept.filter((one) =>
        one.cells[parameter.slice(7)]?.some((cell) => cell.value === wanted),
      );
  const sort =
    query.get('sort') ??
    (kind === 'agreement' ? '-signed_on' : kind === 'Report' ? '-published' : '');
  const keyOf = (one) => String(one.cells[sort.replace('-', '')]?.[0]?.value ?? one.name);
  if (sort)
    kept.sort(
      (left, right) => keyOf(left).localeCompare(keyOf(right)) * (sort.startsWith('-') ? -1 : 1),
    );
  const filters = columnsOf(kind, lang)
    .filter((one) => one.type === 'choice')
    .map((one) => {
      const counts = new Map();
      for (const each of kept)
        for (const cell of each.cells[one.name] ?? [])
          counts.set(cell.value, {
            text: cell.text,
            count: (counts.get(cell.value)?.count ?? 0) + 1,
          });
      return {
        name: one.name,
        label: one.label,
        values: [...counts].map(([code, rest]) => ({ value: code, ...rest })),
      };
    });
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  const label =
    kind === 'Report'
      ? lang === 'en'
        ? 'Reports'
        : 'Сообщения'
      : labelOf(kind, lang, true) || labelOf(kind, lang);
  return {
    list: name,
    kind,
    label,
    summary: lang === 'en' ? `${kept.length} found.` : `Всего: ${kept.length}.`,
    total: kept.length,
    offset,
    limit,
    sort: sort || null,
    columns: columnsOf(kind, lang),
    filters,
    rows: kept.slice(offset, offset + limit),
  };
}

function reportRow(report, lang) {
  return {
    id: report.id,
    kind: 'Report',
    family: 'report',
    name: report.title,
    cells: {
      published: [{ type: 'date', value: report.published, text: pick(report.day, lang) }],
      title: [{ type: 'text', text: report.title }],
      publisher: [{ type: 'text', text: report.publisher }],
      facts: [{ type: 'integer', value: 2, text: '2' }],
    },
  };
}

const KINDS = {
  people: ['Person'],
  organizations: ['PublicBody', 'Company', 'DevelopmentInstitution'],
  sites: ['Site'],
  clusters: ['Cluster'],
  projects: [],
  programmes: [],
  places: ['Region'],
};

/** Where a site and a cluster are: the one region has a shape, the other has none. */
const PLACES = {
  u7: [{ code: 'RU-PNZ', name: 'Пензенская область', by_reports: false }],
  u14: [{ code: null, name: 'Херсонская область', by_reports: true }],
};

const longRow = (number) => ({
  id: `n${number}`,
  kind: 'Cluster',
  family: 'place',
  name: `Кластер ${number} ${number % 9 ? '' : 'с именем, которое не помещается '.repeat(6)}`,
  cells: {},
});

/** Where a page begins: by its offset, or by the cursor of the page before. */
const offsetOf = (query) =>
  Number(query.get('cursor')?.replace('after.', '') ?? query.get('offset') ?? 0);

/** A list of 20,000 rows, of which some are higher than others. */
function longList(query, lang) {
  const [offset, limit] = [offsetOf(query), Number(query.get('limit') ?? 50)];
  const rows = Array.from({ length: Math.min(limit, LONG - offset) }, (_each, index) =>
    longRow(offset + index),
  );
  return {
    list: 'clusters',
    kind: 'Cluster',
    label: labelOf('Cluster', lang, true),
    summary: String(LONG),
    total: query.get('filter.more') ? LONG - 250 : LONG,
    more: Boolean(query.get('filter.more')),
    offset,
    limit,
    next: offset + limit < LONG ? `after.${offset + limit}` : null,
    sort: 'name',
    columns: [],
    filters: [],
    rows,
  };
}
const LONG = 20_000;

function list(name, query, lang) {
  if (name === 'agreements' || name === 'occupation') {
    const kind = name === 'agreements' ? 'agreement' : name;
    return pageOf(
      query,
      name,
      kind,
      facts.filter((one) => one.kind === kind).map((one) => row(one.id, lang)),
      lang,
    );
  }
  if (name === 'reports')
    return pageOf(
      query,
      name,
      'Report',
      reports.map((report) => reportRow(report, lang)),
      lang,
    );
  const kinds = KINDS[name];
  if (!kinds) return undefined;
  if (name === 'clusters' && query.get('q') === 'много') return longList(query, lang);
  const rows = [...entities.values()]
    .filter((thing) => kinds.includes(thing.kind))
    .map((thing) => ({ ...thing, cells: {} }));
  return pageOf(query, name, kinds[0] ?? 'Project', rows, lang);
}

function card(id, lang) {
  const stated = fact(id, lang);
  if (stated) {
    const report = stated.report;
    return {
      ...stated,
      report: undefined,
      kind_label: labelOf(stated.kind, lang),
      fact: true,
      aliases: [],
      state: 'read',
      confidence: 0.95,
      summary: lang === 'en' ? 'As the report says.' : 'Так говорит сообщение.',
      related: [],
      neighbours: [],
      ...(id === 'f1'
        ? {
            chain: [
              {
                id: 'f3',
                name: 'f3',
                signed_on: '2014',
                signed_on_text: '2014 г.',
                current: false,
              },
              { id: 'f1', name: 'f1', signed_on: '2019', signed_on_text: '2019 г.', current: true },
            ],
          }
        : {}),
      reports: [
        {
          id: report.id,
          title: report.title,
          published: report.published,
          published_text: pick(report.day, lang),
          publisher: report.publisher,
          mentions: 3,
        },
      ],
      report_total: 1,
      reports_more: false,
      statement_total: 0,
      history: [
        { at: '2026-11-21T22:00:00Z', text: 'прочитано', report: report.id, author: 'uzel 0.1.0' },
      ],
    };
  }
  const thing = entities.get(id) ?? (/^n\d+$/.test(id) ? longRow(Number(id.slice(1))) : undefined);
  if (!thing) return undefined;
  const rows = facts
    .filter((one) => JSON.stringify(one).includes(`"${id}"`))
    .map((one) => row(one.id, lang));
  const groups = [...new Set(rows.map((one) => one.kind))].map((kind) => ({
    kind,
    label: labelOf(kind, lang, true),
    total: rows.filter((one) => one.kind === kind).length,
    more: false,
    rows: rows.filter((one) => one.kind === kind),
    columns: columnsOf(kind, lang),
  }));
  return {
    ...thing,
    kind_label: labelOf(thing.kind, lang),
    fact: false,
    aliases: id === 'u16' ? ['Северный свет'] : [],
    ...(PLACES[id] ? { regions: PLACES[id] } : {}),
    summary: null,
    properties: [],
    related: groups,
    neighbours: [...entities.values()].slice(0, 3).map((other) => ({ ...other, facts: 2 })),
    reports: [],
    report_total: 0,
    reports_more: false,
    statement_total: 0,
    history: [],
  };
}

function report(id, lang) {
  const given = reports.find((candidate) => candidate.id === id);
  if (!given) return undefined;
  const stated = facts
    .filter((one) => given.id.startsWith(one.report))
    .map((one, index) => ({
      ...fact(one.id, lang),
      report: undefined,
      number: index + 1,
      label: labelOf(one.kind, lang),
      state: 'read',
      confidence: 0.95,
    }));
  const mentions = mentionsOf(given).map((mention, index) => ({
    ...mention,
    id: index,
    label: labelOf(`${mention.type}_mention`, lang),
    entity: mention.entity ? entityValue(mention.entity, lang) : null,
  }));
  const points = Array.from(given.text);
  const cuts = new Set();
  const proofs = stated.flatMap((one) =>
    one.properties.flatMap((property) =>
      property.claims.map((claim) => ({ fact: one.number, claim, ...claim.evidence[0] })),
    ),
  );
  for (const span of [...mentions, ...proofs]) cuts.add(span.start).add(span.end);
  const paragraphs = [];
  let number = 0;
  for (let start = 0; start < points.length; ) {
    let end = points.indexOf('\n', start);
    if (end < 0) end = points.length;
    const borders = [
      start,
      ...[...cuts].filter((cut) => cut > start && cut < end).sort((left, right) => left - right),
      end,
    ];
    const segments = borders.slice(1).map((to, index) => {
      const from = borders[index];
      const covers = (span) => span.start <= from && span.end >= to;
      for (const proof of proofs.filter(covers)) (proof.claim.segments ??= []).push(number);
      return {
        id: number++,
        start: from,
        end: to,
        text: points.slice(from, to).join(''),
        mentions: mentions.filter(covers).map((mention) => mention.id),
        facts: [...new Set(proofs.filter(covers).map((proof) => proof.fact))],
      };
    });
    if (end > start)
      paragraphs.push({
        kind: points.slice(start, end).join('') === given.title ? 'title' : 'text',
        start,
        end,
        segments,
      });
    start = end + 1;
  }
  return {
    id,
    kind: 'Report',
    title: given.title,
    published: given.published,
    published_text: pick(given.day, lang),
    published_by: 'report',
    publisher: given.publisher,
    source: `${id}.txt`,
    url: null,
    language: 'ru',
    example: true,
    digest: 'sha256:0',
    length: points.length,
    summary: lang === 'en' ? '1 agreement.' : '1 соглашение.',
    credits: [],
    paragraphs,
    mentions,
    facts: stated,
  };
}

/** A reading without storing: that of the first report, with what is stated of it. */
function reading(parameters, type, body, lang) {
  const given = type === 'application/json' ? JSON.parse(body) : Object.fromEntries(parameters);
  const first = report(reports[0].id, lang);
  const undated = body.includes('Без даты');
  return {
    known: body.includes('известно') ? reports[1].id : null,
    text: type === 'application/json' ? given.text : 'Текст из файла.',
    report: {
      ...first,
      title: given.name ? `${first.title} (${given.name})` : first.title,
      published: given.published ?? (undated ? null : first.published),
      publisher: given.source ?? 'Вестник страницы',
      url: given.url ?? null,
    },
  };
}

function suggest(query, lang) {
  const typed = (query.get('q') ?? '').toLowerCase();
  const begins = (name) =>
    name
      .toLowerCase()
      .split(/[^\p{L}\d]+/u)
      .some((word) => word.startsWith(typed));
  return {
    query: typed,
    suggestions: [...entities.values()]
      .filter((thing) => begins(thing.name))
      .map((thing) => ({ ...thing, kind_label: labelOf(thing.kind, lang), reports: 2 })),
  };
}

function search(query, lang) {
  const words = query.get('q') ?? '';
  const found = reports.filter((one) => one.text.toLowerCase().includes(words.toLowerCase()));
  return {
    query: words,
    summary:
      lang === 'en'
        ? `Found in ${found.length} reports.`
        : `Найдено в сообщениях: ${found.length}.`,
    total: found.length,
    offset: 0,
    limit: 20,
    entities: [...entities.values()]
      .filter((thing) => thing.name.toLowerCase().includes(words.toLowerCase()))
      .map((thing) => ({ ...thing, kind_label: labelOf(thing.kind, lang) })),
    reports: found.map((one) => {
      const at = one.text.toLowerCase().indexOf(words.toLowerCase());
      return {
        ...one,
        text: undefined,
        published_text: pick(one.day, lang),
        snippets: [
          {
            ...spanOf(one, one.text.slice(at, at + words.length)),
            parts: [
              { text: `…${one.text.slice(Math.max(0, at - 60), at)}` },
              { text: one.text.slice(at, at + words.length), hit: true },
              { text: `${one.text.slice(at + words.length, at + 80)}…` },
            ],
          },
        ],
      };
    }),
  };
}

/** The words with which a fact names an entity. */
function wordsFor(id, fact, lang) {
  const names = (value) => [value.id, value.person, value.for].includes(id);
  const property = fact?.properties.find(([, value]) => names(value));
  if (!property) return [];
  const report = reportOf(fact.report);
  return [
    {
      report: report.id,
      title: report.title,
      published: report.published,
      published_text: pick(report.day, lang),
      quote: property[2],
      ...spanOf(report, property[2]),
    },
  ];
}

function networkAnswer(what, from, to, query, lang, large) {
  if (what === 'neighbours') return tied.neighbours(from, entityValue, wordsFor, lang);
  if (what === 'paths') return tied.paths(from, to, entityValue, wordsFor, lang);
  return tied.network(query, lang, large);
}

const AGREEMENT = [
  ['status', 'choice', ['signed', 'planned']],
  ['parties', 'entity_or_text'],
  ['signatories', 'signatory'],
  ['signed_on', 'date'],
  ['term', 'duration'],
];

function schema(lang) {
  const kind = (fact) => (name) => ({
    name,
    fact,
    family: familyOf(name),
    label: labelOf(name, lang),
    plural: labelOf(name, lang, true),
    properties: name === 'agreement' ? AGREEMENT.map(property) : [],
  });
  const property = ([code, type, choices]) => ({
    name: code,
    label: labelOf(code, lang),
    type,
    listed: code === 'parties' || code === 'signatories',
    ...(choices
      ? { choices: choices.map((choice) => ({ code: choice, label: labelOf(choice, lang) })) }
      : {}),
  });
  return {
    kinds: [
      ...['agreement', 'occupation'].map(kind(true)),
      ...[
        'Person',
        'PublicBody',
        'Company',
        'DevelopmentInstitution',
        'Region',
        'Site',
        'Cluster',
      ].map(kind(false)),
    ],
  };
}

/** The decisions that made the confirmed and rejected values what they are. */
function decisionsOf(id, lang) {
  const claims = (fact(id, lang)?.properties ?? []).flatMap((property) => property.claims);
  const decided = claims.filter((claim) => claim.state !== 'read');
  return {
    decisions: decided.map((claim, index) => ({
      number: index + 1,
      action: claim.state === 'confirmed' ? 'confirm' : 'reject',
      claim: claim.id,
      author: 'user:М. Проверкина',
      made: null,
      undone_by: null,
    })),
    next: null,
  };
}

/** Agreements by the regions of their parties; a region without a shape, and a province. */
function regionMap(query, lang) {
  const name = query.get('list') ?? 'agreements';
  if (name === 'broken') return undefined;
  const region = (code, title, count, country = null) => ({
    code,
    name: title,
    district: null,
    district_name: null,
    country,
    count,
  });
  const some = query.get('filter.agreement_kind') === 'memorandum' ? 0 : 1;
  const regions = [
    region('RU-YAR', 'Ярославская область', some),
    region('RU-PNZ', 'Пензенская область', 4),
    region('RU-VLG', 'Вологодская область', some),
    region('RU-CHU', 'Чукотский автономный округ', 0),
    region(null, 'Республика Крым', 0),
    region(null, 'Херсонская область', 0),
    region('KZ-63', 'Восточно-Казахстанская область', 2, 'Казахстан'),
  ];
  return {
    list: name,
    label: labelOf('agreement', lang, true),
    summary: lang === 'en' ? '3 agreements, regions: 3.' : '3 соглашения, регионов — 3.',
    total: 3,
    more: false,
    regions,
    countries: [
      { id: 'c3', name: 'Казахстан', count: 2 },
      { id: 'c1', name: 'Белоруссия', count: 0 },
    ],
  };
}

function queue(lang) {
  const summary = lang === 'en' ? 'Nothing to decide.' : 'Решать нечего.';
  return { summary, total: 0, offset: 0, limit: 20, doubts: [] };
}

function overview(lang, empty) {
  if (empty)
    return {
      empty: true,
      summary: '',
      registry: 'empty.uzel',
      examples: false,
      counts: [],
      note: null,
    };
  const query = new URLSearchParams();
  return {
    empty: false,
    summary: lang === 'en' ? '3 reports.' : '3 сообщения.',
    registry: 'mock.uzel',
    examples: true,
    counts: [
      { list: 'reports', label: '', count: 3, text: lang === 'en' ? '3 reports' : '3 сообщения' },
      {
        list: 'agreements',
        label: '',
        count: 3,
        text: lang === 'en' ? '3 agreements' : '3 соглашения',
      },
      { list: 'people', label: '', count: 8, text: lang === 'en' ? '8 people' : '8 человек' },
    ],
    agreements: list('agreements', query, lang),
    ending: { ...list('agreements', query, lang), total: 7 },
    ending_days: '2026-11-29..2027-11-29',
    promises: [
      {
        text:
          lang === 'en'
            ? 'Were to be signed; no report of it since'
            : 'Подписать намечали, сообщений о подписании с тех пор нет',
        filters: { status: 'planned', due: '..2026-11-28' },
        list: { ...list('agreements', query, lang), sort: 'due' },
      },
    ],
    regions: [
      { code: 'RU-PNZ', name: 'Пензенская область', count: 4 },
      { code: null, name: 'Республика Крым', count: 1 },
    ],
    reports: list('reports', query, lang),
    note:
      lang === 'en'
        ? 'All these reports are examples.'
        : 'Все эти сообщения — примеры: люди, организации и соглашения в них вымышлены.',
  };
}

/** What a batch tells of a file. */
function briefOf({ body, lang }) {
  if (body.includes('%PDF')) return { problem: { detail: 'В файле PDF нет текста.' } };
  const known = body.includes('известно') ? reports[0].id : null;
  return {
    report: {
      title: body,
      published: null,
      summary: report(reports[0].id, lang).summary,
      facts: 2,
      known,
    },
  };
}

/** Starts the mock on a port, any free one by default. empty: the registry holds nothing; large: its
 *  network is a made one of so many nodes. */
export async function startMock({ port = 0, empty = false, large = 0 } = {}) {
  const state = { delay: 0, requests: [], queries: [], written: [] };
  const batches = mockBatches(state, briefOf);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const lang = url.searchParams.get('lang') === 'en' ? 'en' : 'ru';
    state.requests.push(`${request.method} ${url.pathname}`);
    state.queries.push(url.search);
    const headers = { 'Content-Security-Policy': SECURITY, 'X-Content-Type-Options': 'nosniff' };
    const send = (status, body) => {
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      response.writeHead(status, { ...headers, 'Content-Type': type });
      response.end(JSON.stringify(body));
    };
    if (!url.pathname.startsWith('/api/')) {
      const file = extname(url.pathname) ? url.pathname : '/index.html';
      const content = await readFile(join(DIST, file)).catch(() => undefined);
      response.writeHead(content ? 200 : 404, {
        ...headers,
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      });
      response.end(content);
      return;
    }
    if (state.delay)
      await new Promise((resolve) => {
        setTimeout(resolve, state.delay);
      });
    const [, , , what, id = '', from = '', to = ''] = url.pathname
      .split('/')
      .map(decodeURIComponent);
    let body = '';
    for await (const part of request) body += part;
    const mayWrite = (request.headers.cookie ?? '').includes('uzel_session=mock');
    if (request.method === 'POST' && what === 'session') {
      const right = JSON.parse(body).token === TOKEN;
      if (right) headers['Set-Cookie'] = 'uzel_session=mock; Path=/; HttpOnly; SameSite=Strict';
      send(right ? 200 : 403, { may_write: right });
      return;
    }
    if (what === 'batches') {
      if (request.method !== 'GET')
        state.written.push([request.method, url.pathname, request.headers['content-type'], body]);
      const given = { body, lang, name: url.searchParams.get('name') ?? '' };
      const { method } = request;
      batches({ method, id, what: from, number: to, given, body, response, headers, send });
      return;
    }
    if (request.method !== 'GET') {
      state.written.push([request.method, url.pathname, request.headers['content-type'], body]);
      const statuses = { report: 422, server: 403, work: 400 };
      const problem = (key, detail) =>
        send(statuses[key.split('.')[0]], { key, detail, arguments: {} });
      if (!mayWrite) problem('server.no_session', 'Нет ключа.');
      else if (body.includes('пусто')) problem('report.empty', 'В сообщении нет текста.');
      else if (body.includes('%PDF')) problem('report.pdf_scanned', 'В файле PDF нет текста.');
      else if (what === 'readings')
        send(200, reading(url.searchParams, request.headers['content-type'], body, lang));
      else if (what === 'decisions' && body.includes('нельзя'))
        problem('work.bad_value', 'Не подходит.');
      else if (what === 'decisions')
        send(201, { done: true, number: 8, entity: 'u1', warnings: [] });
      else
        send(201, {
          report: reports[0].id,
          title: reports[0].title,
          published: null,
          outcome: 'new',
          facts: 2,
        });
      return;
    }
    const { searchParams } = url;
    const answers = {
      overview: () => overview(lang, empty),
      lists: () => (id === 'membership' ? NO_ROWS : list(id, searchParams, lang)),
      entities: () =>
        from === 'comments' ? noComments({ entity: id }, mayWrite, lang) : card(id, lang),
      reports: () =>
        from === 'comments' ? noComments({ report: id }, mayWrite, lang) : report(id, lang),
      search: () => search(searchParams, lang),
      suggest: () => suggest(searchParams, lang),
      network: () => networkAnswer(id, from, to, searchParams, lang, large),
      map: () => regionMap(searchParams, lang),
      queue: () => queue(lang),
      schema: () => schema(lang),
      decisions: () => decisionsOf(searchParams.get('entity'), lang),
      account: () => accountOf(mayWrite),
      reminders: () => NO_REMINDERS,
      reviews: () => NO_REVIEWS,
    };
    const answer = Object.hasOwn(answers, what) ? answers[what]() : undefined;
    const format = searchParams.get('format');
    if (format === 'csv' || format === 'gexf') {
      response.writeHead(200, {
        ...headers,
        'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/gexf+xml',
        'Content-Disposition': `attachment; filename="network.${format}"`,
      });
      response.end(`${format} ${searchParams.get('as_of') ?? ''}`);
      return;
    }
    if (id === 'broken' || searchParams.get('entity') === 'broken')
      send(500, { key: 'server.failed', detail: 'Сломалось.', arguments: {} });
    else if (answer) send(200, answer);
    else
      send(404, {
        key: 'query.unknown_id',
        detail: lang === 'en' ? `There is no record “${id}”.` : `В реестре нет записи «${id}».`,
        arguments: { id },
      });
  });
  await new Promise((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    state,
    token: TOKEN,
    address: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock({
    port: Number(process.argv[2] ?? 8090),
    empty: process.argv[3] === 'empty',
  });
  console.log(mock.address);
}
