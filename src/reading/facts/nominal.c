/* Verbs and the nouns of what they do. */
#include "nominal.h"

#include "phrase.h"

/* Verbs with an object in the accusative, which the noun has in the genitive. */
static const char *const direct[][2] = {
    {"готовить подготовить", "подготовка"},
    {"обучать обучить", "обучение"},
    {"создавать создать", "создание"},
    {"развивать развить", "развитие"},
    {"строить построить", "строительство"},
    {"проводить провести", "проведение"},
    {"организовать организовывать", "организация"},
    {"реализовать реализовывать", "реализация"},
    {"разрабатывать разработать", "разработка"},
    {"производить произвести", "производство"},
    {"выпускать выпустить", "выпуск"},
    {"внедрять внедрить", "внедрение"},
    {"поддерживать поддержать", "поддержка"},
    {"продвигать продвинуть", "продвижение"},
    {"привлекать привлечь", "привлечение"},
    {"модернизировать", "модернизация"},
    {"расширять расширить", "расширение"},
    {"использовать", "использование"},
    {"осуществлять осуществить", "осуществление"},
    {"открывать открыть", "открытие"},
    {"финансировать профинансировать", "финансирование"},
    {"поставлять поставить", "поставка"},
    {"формировать сформировать", "формирование"},
    {"рассматривать рассмотреть", "рассмотрение"},
    {"исследовать", "исследование"},
    {"испытывать испытать", "испытание"},
    {"повышать повысить", "повышение"},
    {"стимулировать", "стимулирование"},
    {"применять применить", "применение"},
    {"размещать разместить", "размещение"},
    {"локализовать", "локализация"},
    {"оказывать оказать", "оказание"},
    {"предоставлять предоставить", "предоставление"},
    {"обеспечивать обеспечить", "обеспечение"},
    {"координировать", "координация"},
    {"совершенствовать", "совершенствование"},
    {"укреплять укрепить", "укрепление"},
    {"увеличивать увеличить", "увеличение"},
    {"запускать запустить", "запуск"},
    {"изучать изучить", "изучение"},
    {"популяризировать", "популяризация"},
    {"отбирать отобрать", "отбор"},
    {"передавать передать", "передача"},
    {"закупать закупить", "закупка"},
    {"сохранять сохранить", "сохранение"},
    {"выделять выделить", "выделение"},
    {"ремонтировать отремонтировать", "ремонт"},
    {"реконструировать", "реконструкция"},
    {"обновлять обновить", "обновление"},
    {"благоустраивать благоустроить", "благоустройство"},
    {"восстанавливать восстановить", "восстановление"},
    {"оснащать оснастить", "оснащение"},
    {"сопровождать", "сопровождение"},
    {"снижать снизить", "снижение"},
    {"улучшать улучшить", "улучшение"},
    {"продолжать продолжить", "продолжение"},
};

/* Verbs whose object keeps its case. */
static const char *const oblique[][2] = {
    {"обмениваться обменяться", "обмен"},
    {"содействовать", "содействие"},
    {"способствовать", "содействие"},
    {"сотрудничать", "сотрудничество"},
    {"взаимодействовать", "взаимодействие"},
    {"участвовать", "участие"},
    {"работать", "работа"},
};

/* The noun of a verb's lemma in a table; NULL. */
static const char *noun_in(const char *const (*table)[2], size_t count, uint32_t lemma)
{
    for (size_t i = 0; i < count; i++) {
        struct span rest = span_of(table[i][0]), verb;
        while (span_next_part(&rest, ' ', &verb))
            if (morphology_lemma_id(verb) == lemma)
                return table[i][1];
    }
    return NULL;
}

static const char *noun_of(const struct word *word, bool *is_direct)
{
    enum { VERBS = 1u << POS_VERB | 1u << POS_INFINITIVE | 1u << POS_GERUND };
    *is_direct = false;
    for (uint32_t i = 0; i < word->analysis_count; i++) {
        if (!((unsigned)VERBS >> word->analyses[i].pos & 1))
            continue; /* most words: the tables are not searched for them */
        uint32_t lemma = word->analyses[i].base;
        const char *noun = noun_in(direct, sizeof direct / sizeof *direct, lemma);
        *is_direct = noun != NULL;
        if (!noun)
            noun = noun_in(oblique, sizeof oblique / sizeof *oblique, lemma);
        if (noun)
            return noun;
    }
    return NULL;
}

struct span nominal_text(const struct morphology *morphology, const struct reading *reading,
                         struct arena *arena, uint32_t first, uint32_t end)
{
    bool is_direct;
    const char *noun = noun_of(&reading->words[first], &is_direct);
    if (!noun || end <= first + 1)
        return SPAN("");
    struct span object = tokens_text(reading, arena, first + 1, end);
    if (is_direct)
        object =
            morphology_inflect_phrase(morphology, object, GRAM_ACCUSATIVE, GRAM_GENITIVE, arena);
    return arena_format(arena, "%s %.*s", noun, SPAN_ARGS(object));
}
