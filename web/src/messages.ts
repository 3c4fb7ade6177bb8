// The texts of the app, from the one catalogue of the project (messages/web.json).
//
// A text is a string or, where it depends on a number, an object of plural forms: one, few, many in
// Russian; one, many in English. {name} stands for an argument, {{ for a brace. Where a text has
// plural forms the argument "count" chooses.
import catalogue from '../../messages/web.json';

export type Tongue = 'ru' | 'en';
export type MessageKey = keyof typeof catalogue;
export type Arguments = Record<string, string | number>;

type Plural = { one: string; few?: string; many: string };
type Text = string | Plural;

const texts = catalogue as unknown as Record<string, { ru: Text; en: Text }>;
let current: Tongue = 'ru';
const listeners = new Set<() => void>();

export function tongue(): Tongue {
  return current;
}

export function setTongue(next: Tongue): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

/** Calls listener whenever the language changes; returns the function that ends this. */
export function onTongue(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Which plural form a whole number takes. */
export function pluralForm(count: number, language: Tongue): keyof Plural {
  const whole = Math.abs(count);
  if (language === 'en') return whole === 1 ? 'one' : 'many';
  if (!Number.isInteger(whole)) return 'few';
  const hundred = whole % 100;
  const ten = whole % 10;
  if (ten === 1 && hundred !== 11) return 'one';
  if (ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14)) return 'few';
  return 'many';
}

/** Fills the arguments into a text; the stop of one that ends in it («2015 г.») ends the sentence too. */
export function fill(text: string, values: Arguments): string {
  return text.replace(/\{\{|\{([a-z_]+)\}(\.?)/g, (whole, name: string | undefined, stop = '') => {
    if (name === undefined) return '{';
    const value = values[name];
    if (value === undefined) return whole;
    if (typeof value === 'number') return groupDigits(value) + stop;
    return value.endsWith('.') ? value : value + stop;
  });
}

/** Digits of a number in groups of three: with thin spaces in Russian from five digits on. */
export function groupDigits(value: number, language: Tongue = current): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  const separator = language === 'ru' ? '\u202f' : ',';
  const needs = language === 'ru' ? whole.length > 4 : whole.length > 3;
  const grouped = needs ? whole.replace(/\B(?=(\d{3})+$)/g, separator) : whole;
  const sign = value < 0 ? '\u2212' : '';
  return sign + grouped + (fraction ? (language === 'ru' ? ',' : '.') + fraction : '');
}

export function message(key: MessageKey, values: Arguments = {}): string {
  const text = texts[key]?.[current];
  if (text === undefined) return key;
  if (typeof text === 'string') return fill(text, values);
  const count = Number(values['count'] ?? 0);
  return fill(text[pluralForm(count, current)] ?? text.many, values);
}

/** A label that the schema gives in both languages. */
export function label(texts: { ru: string; en: string } | undefined, otherwise = ''): string {
  return texts ? texts[current] || texts.ru || otherwise : otherwise;
}
