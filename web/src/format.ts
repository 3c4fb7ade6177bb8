// Dates and numbers where the app itself writes them; values come from the server ready to show.
import { tongue } from './messages';

interface DateParts {
  year: number;
  month?: number;
  day?: number;
}

/** The parts of an ISO date of any precision; undefined for anything else. */
export function dateParts(iso: string): DateParts | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso.slice(0, 10));
  if (!match) return undefined;
  const parts: DateParts = { year: Number(match[1]) };
  if (match[2]) parts.month = Number(match[2]);
  if (match[3]) parts.day = Number(match[3]);
  return parts;
}

const MONTHS = {
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};
const MONTHS_ALONE = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
];

/** «9 февраля 2015 г.», «ноябрь 2014 г.», «2014 г.» with no-break spaces. */
export function dateText(iso: string): string {
  const parts = dateParts(iso);
  if (!parts) return iso;
  const language = tongue();
  const year = language === 'ru' ? `${parts.year}\u00a0г.` : String(parts.year);
  if (parts.month === undefined) return year;
  const name =
    language === 'ru' && parts.day === undefined
      ? MONTHS_ALONE[parts.month - 1]
      : MONTHS[language][parts.month - 1];
  return [parts.day, name, year].filter(Boolean).join('\u00a0');
}

/** The short form of a whole date for tables, 09.02.2015; others as they are read. */
export function dateShort(iso: string, otherwise: string): string {
  const parts = dateParts(iso);
  if (!parts?.month || !parts.day) return otherwise;
  if (tongue() === 'en')
    return `${parts.day}\u00a0${MONTHS.en[parts.month - 1]?.slice(0, 3) ?? ''}\u00a0${parts.year}`;
  return `${twoDigits(parts.day)}.${twoDigits(parts.month)}.${parts.year}`;
}

/** A moment by the clock of the reader of the page: «9 февраля 2015 г., 13:05». */
export function timeText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return `${dateText(dayOf(at))}, ${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

const twoDigits = (number: number) => String(number).padStart(2, '0');
const dayOf = (at: Date) =>
  `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;

/** A confidence of 0 to 1 with two digits: 0,97. */
export function confidenceText(confidence: number): string {
  const text = confidence.toFixed(2);
  return tongue() === 'ru' ? text.replace('.', ',') : text;
}

/** The end of a term: the day that lies an ISO duration after a date, at the date's precision. */
export function dateAfter(iso: string, duration: string): string | undefined {
  const from = dateParts(iso);
  if (!from || !/^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/.test(duration)) return undefined;
  const amount = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0);
  const day = new Date(
    Date.UTC(
      from.year + amount('Y'),
      (from.month ?? 1) - 1 + amount('M'),
      (from.day ?? 1) + amount('W') * 7 + amount('D'),
    ),
  );
  if (Number.isNaN(day.getTime())) return undefined;
  return day.toISOString().slice(0, from.day ? 10 : from.month ? 7 : 4);
}

/** A date as a number of years, for drawing; the end of the period that it names where asked. */
export function dateNumber(iso: string, end = false): number {
  const parts = dateParts(iso);
  if (!parts) return NaN;
  const month = parts.month ?? (end ? 12 : 1);
  const day = parts.day ?? (end ? 31 : 1);
  return parts.year + (month - 1 + (day - 1) / 31) / 12;
}

/** Today's date by the clock of the reader of the page. */
export function today(): string {
  return dayOf(new Date());
}

/** Keeps together what stands together in a sentence of the program's own: a dash with the word
 *  before it, a number with the dash before it and the word after it, a short word with the next.
 *  Never for a report's words. */
export function bind(text: string): string {
  return text
    .replace(/ (—|–) (?=\d)/g, '\u00a0$1\u00a0')
    .replace(/ (—|–) /g, '\u00a0$1 ')
    .replace(/(\d) (?=[a-zа-яё])/gi, '$1\u00a0')
    .replace(/(?<![a-zа-яё])([а-яё]{1,2}) (?=[a-zа-яё\d«])/gi, '$1\u00a0');
}

/** A name as it stands between quotation marks: its own are those of the second rank. */
export function quotedWithin(name: string): string {
  const bare = /^«([^«»]*)»$/.exec(name)?.[1] ?? name;
  return bare.replaceAll('«', '„').replaceAll('»', '“');
}

/** A label as it stands within a sentence. */
export function midSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** How a report's words stand in a line: one space between them. */
export function inLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}

/** The beginning of words that may be long, of so many letters at most, cut behind a word. */
export function shortened(words: string, most: number): string {
  const line = inLine(words);
  if (line.length <= most) return line;
  const space = line.lastIndexOf(' ', most);
  return `${line.slice(0, space > 0 ? space : most).replace(/[\s,;:—-]+$/, '')}…`;
}
