// Reports of our own making, for the tests that kill readers.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const GIVEN = ['Анна', 'Борис', 'Вера', 'Глеб', 'Дарья', 'Егор', 'Жанна', 'Захар', 'Инна', 'Кирилл'];
const FAMILY = ['Лосев', 'Мухин', 'Носов', 'Орехов', 'Панин', 'Рогов', 'Сомов', 'Тихонов', 'Уваров',
  'Фомин'];
const FIRMS = ['Заря', 'Буран', 'Полдень', 'Вымпел', 'Гранит', 'Исток', 'Каскад', 'Луч', 'Маяк',
  'Норд'];
const OF_REGION = ['Омской области', 'Томской области', 'Пермского края', 'Тульской области',
  'Калужской области'];
const SUBJECTS = ['медицинского приборостроения', 'подготовки инженеров', 'производства композитов',
  'развития технопарков', 'цифровых карт'];
const MONTHS = ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'];

/** Random numbers that a seed repeats: mulberry32 of Tommy Ettinger. */
export class Draw {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** From 0 up to, not with, 1. */
  fraction() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from start up to, not with, end. */
  number(start, end) {
    return start + Math.floor(this.fraction() * (end - start));
  }

  choice(list) {
    return list[this.number(0, list.length)];
  }
}

function person(draw) {
  const family = draw.choice(FAMILY);
  const given = draw.choice(GIVEN);
  return `${given} ${family}${/[ая]$/.test(given) ? 'а' : ''}`;
}

function report(draw, number) {
  const region = draw.choice(OF_REGION);
  const firm = draw.choice(FIRMS);
  const other = draw.choice(FIRMS.filter((name) => name !== firm));
  return [
    `${firm} и ${other} договорились`,
    `${draw.number(1, 28)} ${draw.choice(MONTHS)} 2016 года`,
    `Правительство ${region}, ОАО «${firm}» и ООО «${other}» подписали соглашение о ` +
      `сотрудничестве в области ${draw.choice(SUBJECTS)} сроком на ${draw.number(2, 9)} лет.`,
    `Документ подписали губернатор ${region} ${person(draw)} и генеральный директор ` +
      `ОАО «${firm}» ${person(draw)}.`,
    `«Мы откроем завод ${number}», — сказал ${person(draw)}.`,
    `В кластер «Прибор-${draw.number(0, 40)}» входит ${draw.number(10, 60)} предприятий.`,
  ].join('\n\n') + '\n';
}

/** Writes so many reports into a folder; a third share persons and firms, some are the same text twice. */
export function reportsWrite(folder, seed, count) {
  const draw = new Draw(seed);
  let text = '';
  for (let number = 0; number < count; number++) {
    if (number % 97 !== 96) text = report(draw, number);
    writeFileSync(path.join(folder, `${String(number).padStart(5, '0')}.txt`), text);
  }
}
