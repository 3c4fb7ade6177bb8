// A small registry, made by hand from three of the example reports, in the forms of docs/api.md. It
// holds what the examples read by the program need not: a confirmed, a rejected and a contradicted
// value, a chain of agreements, and more rows than a page.
import { readFileSync } from 'node:fs';

const EXAMPLES = new URL('../../../examples/', import.meta.url);
const read = (name) => readFileSync(new URL(name, EXAMPLES), 'utf8');

const LABELS = {
  agreement: ['Соглашение', 'Agreement', 'Соглашения', 'Agreements'],
  occupation: ['Должность', 'Office', 'Должности', 'Offices'],
  Person: ['Человек', 'Person', 'Люди', 'People'],
  PublicBody: ['Орган власти', 'Public body', 'Органы власти', 'Public bodies'],
  Company: ['Компания', 'Company', 'Компании', 'Companies'],
  DevelopmentInstitution: ['Институт развития', 'Development institution', '', ''],
  Region: ['Регион', 'Region', 'Регионы', 'Regions'],
  Site: ['Площадка', 'Site', 'Площадки', 'Sites'],
  Cluster: ['Кластер', 'Cluster', 'Кластеры', 'Clusters'],
  signed_on: ['Дата подписания', 'Signed on'],
  agreement_kind: ['Вид', 'Kind'],
  parties: ['Стороны', 'Parties'],
  signatories: ['Подписали', 'Signatories'],
  term: ['Срок действия', 'Term'],
  until: ['Действует до', 'In force until'],
  status: ['Состояние', 'Status'],
  subjects: ['Направления сотрудничества', 'Areas of cooperation'],
  position: ['Должность', 'Position'],
  organization: ['Где', 'Where'],
  person: ['Кто', 'Who'],
  interaction: ['соглашение о взаимодействии', 'interaction agreement'],
  memorandum: ['меморандум', 'memorandum'],
  cooperation: ['соглашение о сотрудничестве', 'cooperation agreement'],
  signed: ['подписано', 'signed'],
  planned: ['готовится к подписанию', 'to be signed'],
  current: ['занимает', 'current'],
  published: ['Дата', 'Date'],
  title: ['Заголовок', 'Title'],
  publisher: ['Источник', 'Source'],
  facts: ['Факты', 'Facts'],
  person_mention: ['человек', 'person'],
  organization_mention: ['организация', 'organization'],
  place_mention: ['место', 'place'],
  document_mention: ['документ', 'document'],
  date_mention: ['дата', 'date'],
};
export const labelOf = (name, lang, plural = false) =>
  LABELS[name]?.[(plural ? 2 : 0) + (lang === 'en' ? 1 : 0)] ?? name;

const FAMILY = {
  agreement: 'agreement',
  occupation: 'person',
  Person: 'person',
  PublicBody: 'body',
  Company: 'firm',
  DevelopmentInstitution: 'firm',
  Region: 'place',
  Site: 'place',
  Cluster: 'place',
};
export const familyOf = (kind) => FAMILY[kind] ?? 'project';

/** Entities: id, kind, name. */
export const entities = new Map(
  [
    ['u1', 'PublicBody', 'Правительство Пензенской области'],
    ['u2', 'DevelopmentInstitution', 'Фонд развития приборостроения'],
    ['u3', 'Company', 'ООО «Заречные датчики»'],
    ['u4', 'Person', 'Олег Бурмистров'],
    ['u5', 'Person', 'Инна Сабурова'],
    ['u6', 'Person', 'Тимур Галеев'],
    ['u7', 'Site', 'Технопарк «Засурье»'],
    ['u8', 'PublicBody', 'Мэрия Ярославля'],
    ['u9', 'Company', 'ПАО «Верхневолжский банк развития»'],
    ['u10', 'DevelopmentInstitution', 'Фонд поддержки промышленных кластеров'],
    ['u11', 'Person', 'Вадим Сторожук'],
    ['u12', 'Person', 'Лариса Тенишева'],
    ['u13', 'Person', 'Марк Эльтерман'],
    ['u14', 'Cluster', 'Кластер дизелестроения «Поршень»'],
    ['u15', 'Person', 'Аркадий Лещинский'],
    ['u16', 'Company', 'АО «Концерн „Северный свет“»'],
    ['u17', 'Person', 'Маргарита Осокина'],
    ['u18', 'Region', 'Вологодская область'],
  ].map(([id, kind, name]) => [id, { id, kind, name, family: familyOf(kind) }]),
);

export const reports = [
  {
    id: '11-gorod-i-fond',
    published: '2019-07-17',
    day: ['17 июля 2019 г.', '17 July 2019'],
    publisher: 'Пример: вымышленный городской портал',
    title: 'Информационный центр мэрии Ярославля',
  },
  {
    id: '02-memorandum-troih',
    published: '2020-10-09',
    day: ['9 октября 2020 г.', '9 October 2020'],
    publisher: 'Пример: вымышленная пресс-служба',
    title: 'Меморандум трёх сторон',
  },
  {
    id: '01-soglashenie-o-sotrudnichestve',
    published: '2019-03-14',
    day: ['14 марта 2019 г.', '14 March 2019'],
    publisher: 'Пример: вымышленное агентство «Северная хроника»',
    title: 'Вологодская область и концерн «Северный свет» договорились о сотрудничестве',
  },
].map((report) => ({ ...report, text: read(`${report.id}.txt`).replace(/^\uFEFF/, '') }));

/** Words of reports that name something: report, words, type, entity. */
const NAMED = [
  ['11', 'мэрия Ярославля', 'organization', 'u8'],
  ['11', 'ПАО «Верхневолжский банк развития»', 'organization', 'u9'],
  ['11', 'Фонд поддержки промышленных кластеров', 'organization', 'u10'],
  ['11', 'Вадим Сторожук', 'person', 'u11'],
  ['11', 'Ярославля', 'place'],
  ['11', 'Лариса Тенишева', 'person', 'u12'],
  ['11', 'Марк Эльтерман', 'person', 'u13'],
  ['11', 'Соглашения о взаимодействии', 'document'],
  ['11', 'Сегодня, 17 июля', 'date'],
  ['11', 'кластер дизелестроения «Поршень»', 'organization', 'u14'],
  ['02', 'Правительство Пензенской области', 'organization', 'u1'],
  ['02', 'Пензенской области', 'place'],
  ['02', 'Фонд развития приборостроения', 'organization', 'u2'],
  ['02', 'ООО «Заречные датчики»', 'organization', 'u3'],
  ['02', 'меморандум', 'document'],
  ['02', 'Олег Бурмистров', 'person', 'u4'],
  ['02', 'Инна Сабурова', 'person', 'u5'],
  ['02', 'Тимур Галеев', 'person', 'u6'],
  ['02', 'технопарк «Засурье»', 'place', 'u7'],
  ['01', 'Вологодской области', 'place', 'u18'],
  ['01', 'Аркадий Лещинский', 'person', 'u15'],
  ['01', 'АО «Концерн «Северный свет»', 'organization', 'u16'],
  ['01', 'Маргарита Осокина', 'person', 'u17'],
  ['01', 'Вологда', 'place'],
  ['01', 'Череповце', 'place'],
];

const e = (id) => ({ type: 'entity', id });
const choice = (value) => ({ type: 'choice', value });
const text = (words) => ({ type: 'text', text: words });

/** Facts: id, report, kind, properties as [name, value, words, how]. */
export const facts = [
  {
    id: 'f1',
    report: '11',
    kind: 'agreement',
    properties: [
      ['agreement_kind', choice('interaction'), 'Соглашения о взаимодействии'],
      ['status', choice('signed'), 'приняли участие в подписании'],
      ['parties', e('u8'), 'мэрия Ярославля', 'confirmed'],
      ['parties', e('u9'), 'ПАО «Верхневолжский банк развития»'],
      ['parties', e('u10'), 'Фонд поддержки промышленных кластеров'],
      ['signatories', { type: 'signatory', person: 'u11', for: 'u8' }, 'мэр города Вадим Сторожук'],
      [
        'signatories',
        { type: 'signatory', person: 'u12', for: 'u9' },
        'председатель правления банка Лариса Тенишева',
      ],
      [
        'signatories',
        { type: 'signatory', person: 'u13', for: null },
        'генеральный директор фонда Марк Эльтерман',
      ],
      [
        'signed_on',
        { type: 'date', value: '2019-07-17', text: ['17 июля 2019 г.', '17 July 2019'] },
        'Сегодня, 17 июля',
      ],
      [
        'term',
        { type: 'duration', value: 'P3Y', text: ['3 года', '3 years'] },
        '3 года',
        'contradicted',
      ],
      [
        'subjects',
        text('экспертиза инновационных и инфраструктурных проектов участников кластеров'),
        'экспертизу инновационных и инфраструктурных проектов участников кластеров',
      ],
      [
        'subjects',
        text('подготовка команд для малых фирм'),
        'подготовку команд для малых фирм',
        'rejected',
      ],
    ],
  },
  {
    id: 'f2',
    report: '02',
    kind: 'agreement',
    properties: [
      ['agreement_kind', choice('memorandum'), 'меморандум'],
      ['status', choice('signed'), 'заключили'],
      ['parties', e('u1'), 'Правительство Пензенской области'],
      ['parties', e('u2'), 'Фонд развития приборостроения'],
      ['parties', e('u3'), 'ООО «Заречные датчики»'],
      [
        'signed_on',
        { type: 'date', value: '2020-10-09', text: ['9 октября 2020 г.', '9 October 2020'] },
        '09.10.2020',
      ],
      ['until', { type: 'date', value: '2023', text: ['2023 г.', '2023'] }, 'до конца 2023 года'],
      [
        'signatories',
        { type: 'signatory', person: 'u4', for: 'u1' },
        'заместитель председателя правительства региона Олег Бурмистров',
      ],
      [
        'subjects',
        text('развитие приборостроительного кластера'),
        'развития приборостроительного кластера',
      ],
    ],
  },
  {
    id: 'f3',
    report: '01',
    kind: 'agreement',
    properties: [
      ['agreement_kind', choice('cooperation'), 'соглашение о сотрудничестве'],
      ['status', choice('signed'), 'подписали'],
      ['parties', e('u18'), 'Вологодской области'],
      ['parties', e('u16'), 'АО «Концерн «Северный свет»'],
      [
        'signed_on',
        { type: 'date', value: '2019-03-14', text: ['14 марта 2019 г.', '14 March 2019'] },
        '14 марта 2019 года',
      ],
      ['term', { type: 'duration', value: 'P5Y', text: ['5 лет', '5 years'] }, 'пять лет'],
    ],
  },
  {
    id: 'f4',
    report: '11',
    kind: 'occupation',
    properties: [
      ['person', e('u11'), 'Вадим Сторожук'],
      ['position', text('мэр'), 'мэр города'],
      ['organization', e('u8'), 'мэрии Ярославля'],
      ['status', choice('current'), 'мэр города'],
    ],
  },
  {
    id: 'f5',
    report: '01',
    kind: 'occupation',
    properties: [
      ['person', e('u15'), 'Аркадий Лещинский'],
      ['position', text('губернатор'), 'Губернатор'],
      ['organization', e('u18'), 'Вологодской области'],
      ['status', choice('current'), 'Губернатор'],
    ],
  },
];

export const reportOf = (prefix) => reports.find((report) => report.id.startsWith(prefix));

/** The span of words in a report's text, in code points. */
export function spanOf(report, words) {
  const at = report.text.indexOf(words);
  if (at < 0) throw new Error(`${report.id} does not say «${words}»`);
  const start = Array.from(report.text.slice(0, at)).length;
  return { start, end: start + Array.from(words).length };
}

export function mentionsOf(report) {
  return NAMED.filter(([prefix]) => report.id.startsWith(prefix))
    .map(([, words, type, entity]) => ({ ...spanOf(report, words), type, text: words, entity }))
    .sort((left, right) => left.start - right.start || right.end - left.end);
}
