/* Offices: «губернатор Сергей Петров … глава региона заявил». Who was named with an office is who a
 * later mention of it alone points at. */
#include "linking.h"

enum { OFFICES = 64, OFFICE_TOKENS = 25 };

struct office {
    uint32_t key;
    struct span what; /* «экономики» of «министр экономики»; empty */
    uint32_t place;   /* entity of the country that it governs; 0 */
    uint32_t body;    /* entity of the body that it is an office of; 0 */
    bool heads;       /* whoever holds it leads the body */
    uint32_t person;  /* entity */
    size_t order;     /* the later the greater */
};

/* What an office is over, where that is a plain word. */
static struct span office_object(const struct scan *scan, const struct candidate *position)
{
    uint32_t at = position->end;
    if (!token_is_kind(scan, at, TOKEN_WORD) || scan->tokens[at].shape != CASE_LOWER ||
        !token_is_free(scan, at) || scan->words[at].sentence != scan->words[at - 1].sentence ||
        scan->words[at].analysis_count == 0 ||
        !((PARTS_NOUN | PARTS_ADJECTIVE) >> scan->words[at].analyses[0].pos & 1) ||
        token_read(scan, at, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) == NULL)
        return (struct span){0};
    return scan->tokens[at].folded;
}

enum { REGION_HEAD = 1, CITY_HEAD, DIRECTOR, PREMIER, DEPUTY_PREMIER, FIRST_ENTRY = 16 };

/* Offices that stand for one another have one key: «глава Удмуртии» and «глава республики». */
static uint32_t office_held(const struct scan *scan, const struct candidate *position)
{
    const struct lexicon_entry *entry = position->entry;
    const struct candidate *place = candidate_at(scan, position->end);
    bool general = span_equal(entry->spelling, SPAN("глава")) ||
                   span_equal(entry->spelling, SPAN("президент")) ||
                   span_equal(entry->spelling, SPAN("руководитель"));
    if (general && place != NULL && place->type == MENTION_PLACE && place->kind != NULL) {
        if (kind_is(scan, place->kind, THING_REGION))
            return REGION_HEAD;
        if (kind_is(scan, place->kind, THING_LOCALITY))
            return CITY_HEAD;
    }
    if (entry->marks & MARK_REGION)
        return REGION_HEAD;
    if (entry->marks & MARK_CITY)
        return CITY_HEAD;
    if (span_find(entry->spelling, SPAN("директор"), 0) != SIZE_MAX)
        return DIRECTOR;
    if (span_starts_with(entry->spelling, SPAN("премьер")))
        return PREMIER;
    return FIRST_ENTRY + lexicon_number(scan->reader->lexicon, entry);
}

/* Likewise of deputies and former holders, each of their own: «первый заместитель губернатора» and
 * «заместитель губернатора». */
static uint32_t office_key(const struct scan *scan, const struct candidate *position)
{
    struct span text = scan->tokens[position->head].folded;
    bool deputy = position->head > position->first &&
                  span_starts_with(scan->tokens[position->head - 1].folded, SPAN("заместител"));
    if (span_starts_with(text, SPAN("вице-премьер")) || span_starts_with(text, SPAN("зампред")) ||
        (deputy &&
         (span_starts_with(text, SPAN("председател")) || span_starts_with(text, SPAN("премьер")))))
        return DEPUTY_PREMIER;
    uint32_t key = office_held(scan, position);
    if (!position->bare || position->head == 0 || position->head <= position->first)
        return key;
    const struct word *before = &scan->words[position->head - 1];
    return before->analysis_count ? key ^ before->analyses[0].lemma : key;
}

/* «Министром назначен Иван Петров», «директором стал Иван Петров». */
static bool tells_of_holder(const struct scan *scan, uint32_t at)
{
    static const char *const stems[] = {"назначен", "избран", "стал", "утвержден", "является"};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (span_starts_with(scan->tokens[at].folded, span_of(stems[i])))
            return true;
    return false;
}

/* The person who follows an office in its phrase: «гендиректор концерна «X» Иван Петров». */
static uint32_t person_behind(const struct scan *scan, const struct candidate *position)
{
    uint32_t limit = position->end + OFFICE_TOKENS;
    uint32_t sentence = scan->words[position->first].sentence;
    for (uint32_t at = position->end; at < limit && at < scan->reading->tokens.count;) {
        const struct candidate *here = candidate_at(scan, at);
        if (scan->words[at].sentence != sentence)
            return 0;
        if (here != NULL && here->type == MENTION_PERSON)
            return here->entity;
        if (here != NULL) {
            at = here->end > at ? here->end : at + 1;
            continue;
        }
        const struct word *word = &scan->words[at];
        if (scan->tokens[at].kind != TOKEN_WORD)
            return 0;
        bool stops = word->analysis_count > 0 && (word->analyses[0].pos == POS_VERB ||
                                                  word->analyses[0].pos == POS_PREPOSITION);
        const struct candidate *next = candidate_at(scan, at + 1);
        bool abroad = next != NULL && next->type == MENTION_PLACE && token_is(scan, at, "в");
        if (stops && !abroad && !tells_of_holder(scan, at))
            return 0;
        at++;
    }
    return 0;
}

/* «Иван Петров, губернатор области», «Иван Петров — директор», «назначил Ивана Петрова на пост
 * министра». */
static uint32_t person_before(const struct scan *scan, const struct candidate *position)
{
    uint32_t first = position->first;
    if (first >= 3 && token_is(scan, first - 2, "на") &&
        (token_is(scan, first - 1, "пост") || token_is(scan, first - 1, "должность"))) {
        const struct candidate *chosen = candidate_at(scan, first - 3);
        return chosen != NULL && chosen->type == MENTION_PERSON ? chosen->entity : 0;
    }
    if (first < 2)
        return 0;
    const struct candidate *before = candidate_at(scan, first - 2);
    bool mark = token_is(scan, first - 1, ",") || scan->tokens[first - 1].kind == TOKEN_DASH;
    return mark && before != NULL && before->type == MENTION_PERSON ? before->entity : 0;
}

/* Whether whoever holds the office leads its body. */
static bool office_heads(const struct scan *scan, const struct candidate *position)
{
    static const char *const stems[] = {"глав",      "руководител", "президент", "председател",
                                        "директор",  "гендиректор", "ректор",    "управляющ",
                                        "начальник", "генеральн"};
    struct span text = scan->tokens[position->first].folded;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (span_starts_with(text, span_of(stems[i])))
            return true;
    return false;
}

/* The body whose office it is, «председатель правления РЖД»; 0 where none is named behind it. */
static uint32_t office_body(const struct scan *scan, const struct candidate *position)
{
    enum { WORDS = 3 };
    uint32_t at = position->end;
    while (at < position->end + WORDS && token_is_kind(scan, at, TOKEN_WORD) &&
           scan->tokens[at].shape == CASE_LOWER && token_is_free(scan, at) &&
           token_read(scan, at, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) != NULL)
        at++;
    const struct candidate *body = candidate_at(scan, at);
    return body != NULL && body->type == MENTION_ORGANIZATION ? body->entity : 0;
}

/* «Глава РЖД», «руководитель предприятия»: the last one who leads that body, whatever his office is
 * called. */
static struct office *office_headed(const struct scan *scan, const struct candidate *position,
                                    struct office *offices, size_t count)
{
    uint32_t body = office_body(scan, position);
    struct span text = scan->tokens[position->first].folded;
    struct office *found = NULL;
    if (body == 0 ||
        (!span_starts_with(text, SPAN("глав")) && !span_starts_with(text, SPAN("руководител"))))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (offices[i].heads && offices[i].body == body &&
            (found == NULL || offices[i].order > found->order))
            found = &offices[i];
    return found;
}

/* The country of an office, «премьер-министр Израиля», «британский премьер»; 0 where none is. */
static uint32_t office_place(const struct scan *scan, const struct candidate *position)
{
    const struct candidate *place = candidate_at(scan, position->end);
    if (place == NULL && position->first > 0)
        place = candidate_at(scan, position->first - 1);
    return place != NULL && place->kind != NULL && kind_is(scan, place->kind, THING_COUNTRY)
               ? place->entity
               : 0;
}

/* The office of a key over what is named; the last one learnt where nothing is. */
static struct office *office_find(struct office *offices, size_t count, uint32_t key,
                                  struct span what, uint32_t place)
{
    struct office *found = NULL;
    for (size_t i = 0; i < count; i++)
        if (offices[i].key == key && (what.size == 0 || span_equal(offices[i].what, what)) &&
            (place == 0 || offices[i].place == 0 || offices[i].place == place) &&
            (found == NULL || offices[i].order > found->order))
            found = &offices[i];
    return found;
}

/* Remembers who holds an office; false where the mention stands alone. */
static bool office_learn(const struct scan *scan, const struct candidate *position,
                         struct office *offices, size_t *count)
{
    uint32_t person = person_behind(scan, position);
    if (person == 0)
        person = person_before(scan, position);
    if (person == 0)
        return false;
    uint32_t key = office_key(scan, position);
    struct span what = office_object(scan, position);
    uint32_t place = office_place(scan, position);
    struct office *office = office_find(offices, *count, key, what, place);
    size_t order = 0;
    for (size_t i = 0; i < *count; i++)
        order = offices[i].order > order ? offices[i].order : order;
    bool known = office != NULL && span_equal(office->what, what) && office->place == place;
    if (!known && *count < OFFICES) {
        office = &offices[(*count)++];
        *office = (struct office){.key = key, .what = what, .place = place};
    }
    if (office != NULL) {
        office->body = office_body(scan, position);
        office->heads = office_heads(scan, position);
        office->person = person;
        office->order = order + 1;
    }
    return true;
}

static bool is_office(const struct candidate *candidate)
{
    return candidate->type == MENTION_POSITION && candidate->entry != NULL;
}

void offices_resolve(struct scan *scan, struct candidate **order, size_t count)
{
    struct office offices[OFFICES];
    size_t known = 0;
    /* The first pass knows all offices for those that stand before their holder's name. */
    for (size_t i = count; i > 0; i--)
        if (is_office(order[i - 1]))
            office_learn(scan, order[i - 1], offices, &known);
    for (size_t i = 0; i < count; i++) {
        struct candidate *position = order[i];
        if (!is_office(position) || office_learn(scan, position, offices, &known) ||
            token_read(scan, position->head, PARTS_NOUN, GRAM_SINGULAR) == NULL)
            continue;
        const struct office *office = office_headed(scan, position, offices, known);
        if (office == NULL)
            office = office_find(offices, known, office_key(scan, position),
                                 office_object(scan, position), office_place(scan, position));
        if (office == NULL || office->person == 0)
            continue;
        position->entity = office->person;
        position->naming = NAMING_REFERENCE;
    }
}
