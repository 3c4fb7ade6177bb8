#include "time_words.h"

static const struct {
    unsigned group;
    const char *forms; /* with blanks between them */
} group_forms[] = {
    {GROUP_MONTH, "январь января январю январем январе янв янв."},
    {GROUP_MONTH + 1, "февраль февраля февралю февралем феврале фев фев. февр февр."},
    {GROUP_MONTH + 2, "март марта марту мартом марте мар мар."},
    {GROUP_MONTH + 3, "апрель апреля апрелю апрелем апреле апр апр."},
    {GROUP_MONTH + 4, "май мая маю маем мае"},
    {GROUP_MONTH + 5, "июнь июня июню июнем июне июн июн."},
    {GROUP_MONTH + 6, "июль июля июлю июлем июле июл июл."},
    {GROUP_MONTH + 7, "август августа августу августом августе авг авг."},
    {GROUP_MONTH + 8, "сентябрь сентября сентябрю сентябрем сентябре сен сен. сент сент."},
    {GROUP_MONTH + 9, "октябрь октября октябрю октябрем октябре окт окт."},
    {GROUP_MONTH + 10, "ноябрь ноября ноябрю ноябрем ноябре ноя нояб нояб."},
    {GROUP_MONTH + 11, "декабрь декабря декабрю декабрем декабре дек дек."},
    {GROUP_WEEKDAY, "понедельник понедельника понедельнику"},
    {GROUP_WEEKDAY + 1, "вторник вторника вторнику"},
    {GROUP_WEEKDAY + 2, "среду среда среды"},
    {GROUP_WEEKDAY + 3, "четверг четверга четвергу"},
    {GROUP_WEEKDAY + 4, "пятницу пятница пятницы"},
    {GROUP_WEEKDAY + 5, "субботу суббота субботы"},
    {GROUP_WEEKDAY + 6, "воскресенье воскресенья"},
    {GROUP_YEAR, "год года году годом годах годов годы годам г г. гг гг. годе"},
    {GROUP_YEAR_ONE, "года году год"},
    {GROUP_YEARS, "лет год года годам годами годов"},
    {GROUP_MONTHS, "месяц месяца месяцев месяцам"},
    {GROUP_WEEKS, "неделю недели недель неделя"},
    {GROUP_DAYS, "день дня дней дням"},
    {GROUP_THIS, "этого этом этот текущего текущем текущий нынешнего нынешнем сего"},
    {GROUP_LAST, "прошлого прошлом прошлый прошедшего прошедшем прошедший минувшего минувшем "
                 "минувший минувшую прошлую прошедшую прошлые прошлых"},
    {GROUP_NEXT,
     "следующего следующем следующий следующему следующую будущего будущем ближайший ближайшую"},
    {GROUP_BEFORE_LAST, "позапрошлого позапрошлом"},
    {GROUP_DAY_BEFORE_YESTERDAY, "позавчера"},
    {GROUP_YESTERDAY, "вчера накануне"},
    {GROUP_TODAY, "сегодня"},
    {GROUP_TOMORROW, "завтра"},
    {GROUP_DAY_AFTER_TOMORROW, "послезавтра"},
    {GROUP_BEFORE_MONTH, "в с до по к на конце конца начале начала середине середины"},
    {GROUP_BEFORE_WEEKDAY, "в во ,"},
    {GROUP_ORDINAL_END, "-го го -м -й -е"},
    {GROUP_ABOUT, "около порядка более свыше почти до менее примерно больше чуть меньше минимум "
                  "приблизительно максимум"},
    {GROUP_CURRENCY, "рубль рубля рублей рублям рублями рублях руб руб. р. "
                     "₽"},
    {GROUP_CURRENCY + 1, "доллар доллара долларов долларам долларами $ usd"},
    {GROUP_CURRENCY + 2, "евро € eur"},
    {GROUP_CURRENCY + 3, "юань юаня юаней"},
    {GROUP_CURRENCY + 4, "иена иены иен йен"},
    {GROUP_CURRENCY + 5, "тенге"},
    {GROUP_CURRENCY + 6, "фунт фунта фунтов"},
    {GROUP_CURRENCY + 7, "гривна гривны гривен"},
};

static const struct {
    const char *forms;
    double value;
} numbers[] =
    {
        {"один одна одно одного одной одному одну одним одном", 1},
        {"два две двух двум двумя", 2},
        {"три трех трем тремя", 3},
        {"четыре четырех четырем четырьмя", 4},
        {"пять пяти пятью", 5},
        {"шесть шести шестью", 6},
        {"семь семи семью", 7},
        {"восемь восьми восемью", 8},
        {"девять девяти девятью", 9},
        {"десять десяти десятью десяток", 10},
        {"одиннадцать одиннадцати", 11},
        {"двенадцать двенадцати", 12},
        {"тринадцать тринадцати", 13},
        {"четырнадцать четырнадцати", 14},
        {"пятнадцать пятнадцати", 15},
        {"шестнадцать шестнадцати", 16},
        {"семнадцать семнадцати", 17},
        {"восемнадцать восемнадцати", 18},
        {"девятнадцать девятнадцати", 19},
        {"двадцать двадцати", 20},
        {"тридцать тридцати", 30},
        {"сорок сорока", 40},
        {"пятьдесят пятидесяти", 50},
        {"шестьдесят шестидесяти", 60},
        {"семьдесят семидесяти", 70},
        {"восемьдесят восьмидесяти", 80},
        {"девяносто девяноста", 90},
        {"сто ста сотня", 100},
        {"двести двухсот", 200},
        {"триста трехсот", 300},
        {"четыреста четырехсот", 400},
        {"пятьсот пятисот", 500},
        {"шестьсот шестисот", 600},
        {"семьсот семисот", 700},
        {"восемьсот восьмисот", 800},
        {"девятьсот девятисот", 900},
        {"полтора полутора полторы", 1.5},
},
  scales[] = {
      {"тыс тыс. тысяч тысячи тысяча тысячу тысячам тысячами", 1e3},
      {"млн млн. миллион миллиона миллионов миллиону миллионам миллионами", 1e6},
      {"млрд млрд. миллиард миллиарда миллиардов миллиарду миллиардам миллиардами", 1e9},
      {"трлн трлн. триллион триллиона триллионов", 1e12},
};

static const char *const currency_codes[] = {"RUB", "USD", "EUR", "CNY",
                                             "JPY", "KZT", "GBP", "UAH"};

const char *currency_code(unsigned group)
{
    return currency_codes[group - GROUP_CURRENCY];
}

static struct time_word *word_at(struct time_words *words, struct arena *arena, struct span form)
{
    bool added;
    uint32_t *number = map_add(&words->forms, form, &added);
    if (added) {
        *number = (uint32_t)words->words.count;
        (void)ARRAY_PUSH(arena, &words->words);
    }
    return &words->words.items[*number];
}

void time_words_init(struct time_words *words, struct arena *arena)
{
    struct span rest, form;
    *words = (struct time_words){0};
    map_init(&words->forms, arena);
    for (size_t i = 0; i < sizeof group_forms / sizeof group_forms[0]; i++) {
        rest = span_of(group_forms[i].forms);
        while (span_next_part(&rest, ' ', &form))
            word_at(words, arena, form)->groups |= (uint64_t)1 << group_forms[i].group;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        rest = span_of(numbers[i].forms);
        while (span_next_part(&rest, ' ', &form))
            word_at(words, arena, form)->number = numbers[i].value;
    }
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        rest = span_of(scales[i].forms);
        while (span_next_part(&rest, ' ', &form))
            word_at(words, arena, form)->scale = scales[i].value;
    }
}

const struct time_word *time_word_find(const struct time_words *words, struct span folded)
{
    const uint32_t *number = map_find(&words->forms, folded);
    return number != NULL ? &words->words.items[*number] : NULL;
}
