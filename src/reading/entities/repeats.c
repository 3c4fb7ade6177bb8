/* What was named before comes again in short: «Чемезов», «Росатома», «ФИОП», «Камский крепёж». */
#include "linking.h"

#include "utf8.h"

/* A surname of the report's persons, as one of them is named. */
struct known_surname {
    struct span folded;
    uint16_t person; /* genders of those who have it */
    uint32_t next;   /* another that begins alike; 0 for none */
};

enum { MINISTRIES = 32 }; /* keeps the search for their short names linear */

/* Keys of what the report names, to candidates. */
struct repeats {
    struct scan *scan;
    struct map surnames; /* first letters of surnames to known_surname + 1 */
    struct {
        struct known_surname *items;
        size_t count;
        size_t capacity;
    } known;
    struct map first_words; /* first stem of a short key to candidate + 1 */
    struct map initials;    /* «нгу» to candidate + 1, or SEVERAL */
    struct map explained; /* known names, as pointers, to the candidate that brackets explain + 1 */
    uint32_t ministries[MINISTRIES];
    size_t ministry_count;
};

static bool is_firm(const struct candidate *candidate)
{
    return candidate->type == MENTION_ORGANIZATION ||
           (candidate->type == MENTION_PLACE && candidate->short_key.size > 0);
}

static void map_put(struct map *map, struct span key, uint32_t value)
{
    bool added;
    if (key.size == 0)
        return;
    uint32_t *slot = map_add(map, key, &added);
    if (added)
        *slot = value;
}

static struct span first_stem(struct span key)
{
    struct span rest = key, word = {0};
    span_next_part(&rest, ' ', &word);
    return word;
}

/* The letters with which the words of a name begin: «Новосибирский государственный университет»
 * gives «нгу». Words of one or two letters count with all alone. */
static struct span initials_of(const struct scan *scan, struct span name, bool all)
{
    struct span lower = folded_text(scan->arena, name);
    char *out = arena_alloc(scan->arena, name.size + 1, 1);
    size_t size = 0, words = 0;
    for (size_t at = 0; at < lower.size;) {
        size_t start = at, letters = 0, first_size = 0, next = at;
        while (next < lower.size && code_point_is_letter(utf8_next(lower, &next))) {
            at = next;
            first_size = letters++ == 0 ? at - start : first_size;
        }
        if (letters == 0)
            utf8_next(lower, &at);
        if (letters <= (all ? 0 : 2))
            continue;
        memcpy(out + size, lower.data + start, first_size);
        size += first_size;
        words++;
    }
    return words >= 2 ? (struct span){out, size} : (struct span){0};
}

/* Surnames decline behind their first letters. */
static struct span first_letters(struct span folded)
{
    enum { LETTERS = 3 };
    size_t at = 0;
    for (int i = 0; i < LETTERS && at < folded.size; i++)
        utf8_next(folded, &at);
    return span_slice(folded, 0, at);
}

static void surname_learn(struct repeats *repeats, const struct person_reading *reading)
{
    struct arena *arena = repeats->scan->arena;
    struct span folded = folded_text(arena, last_word(reading->parts[PERSON_SURNAME]));
    if (folded.size == 0)
        return;
    bool added;
    uint32_t *chain = map_add(&repeats->surnames, first_letters(folded), &added);
    for (uint32_t i = *chain; i != 0; i = repeats->known.items[i - 1].next)
        if (span_equal(repeats->known.items[i - 1].folded, folded)) {
            repeats->known.items[i - 1].person |= reading->cases;
            return;
        }
    *ARRAY_PUSH(arena, &repeats->known) =
        (struct known_surname){.folded = folded, .person = reading->cases, .next = *chain};
    *chain = (uint32_t)repeats->known.count;
}

#define SEVERAL UINT32_MAX /* names of more than one thing have these initials */

/* The token where «имени …» begins between two tokens; the second where nothing does. */
static uint32_t memorial_start(const struct scan *scan, uint32_t first, uint32_t end)
{
    for (uint32_t token = first + 1; token < end; token++)
        if (token_is(scan, token, "имени") || token_is(scan, token, "им.") ||
            token_is(scan, token, "им"))
            return token;
    return end;
}

/* How many words a token counts for: «торгово-промышленная» for two. */
static uint32_t token_words(const struct scan *scan, uint32_t token)
{
    struct span text = token_text(scan, token);
    return memchr(text.data, '-', text.size) ? 2 : 1;
}

/* The token behind a name's own words, without the body or place that it belongs to: «Институт
 * химии | Сибирского отделения РАН»; at least three words stay. */
static uint32_t own_words_end(const struct scan *scan, uint32_t number)
{
    enum { NESTED_BACK = 3, LEAST = 3 };
    const struct candidate *full = &scan->candidates.items[number];
    uint32_t end = memorial_start(scan, full->first, full->end), words = 0;
    if (full->place != NO_CANDIDATE && scan->candidates.items[full->place].end == end)
        end = scan->candidates.items[full->place].first;
    /* What is nested was found just before. */
    for (uint32_t back = 1; back <= NESTED_BACK && back <= number; back++) {
        const struct candidate *nested = &scan->candidates.items[number - back];
        if (nested->end == full->end && nested->first > full->first && nested->first < end)
            end = nested->first;
    }
    for (uint32_t token = full->first; token < end && words < LEAST; token++)
        words += token_words(scan, token);
    return words >= LEAST ? end : full->end;
}

/* The initials of a name as it stands, of the words within its quotation marks, of its own words
 * alone, and of all these without «и» and prepositions. */
static void initials_learn(struct repeats *repeats, uint32_t number)
{
    struct scan *scan = repeats->scan;
    const struct candidate *full = &scan->candidates.items[number];
    uint32_t inner = full->name_first < full->name_end ? full->name_first : full->first;
    struct span names[] = {full->name,
                           name_span(scan, inner, memorial_start(scan, inner, full->name_end)),
                           name_span(scan, full->first, own_words_end(scan, number))};
    enum { NAMES = sizeof names / sizeof names[0] };
    for (size_t i = 0; i < 2 * NAMES; i++) {
        struct arena_mark mark = arena_mark(scan->arena);
        struct span initials = initials_of(scan, names[i % NAMES], i < NAMES);
        uint32_t *slot = initials.size > 0 ? map_find(&repeats->initials, initials) : NULL;
        if (initials.size == 0 || slot)
            arena_rewind(scan->arena, mark);
        if (initials.size == 0)
            continue;
        if (!slot)
            *map_add(&repeats->initials, arena_keep(scan->arena, mark, initials), NULL) =
                number + 1;
        else if (*slot != SEVERAL && !span_equal(scan->candidates.items[*slot - 1].key, full->key))
            *slot = SEVERAL;
    }
}

/* The capitals of «ЮУрГУ», «УлГТУ», in small letters, and its first part, «ул»; an empty span where
 * a word is no such abbreviation: it ends with a capital and has three or more. */
static struct span capitals_of(const struct scan *scan, uint32_t token, struct span *first)
{
    enum { LEAST = 3, LONGEST = 12 };
    struct span text = token_text(scan, token), folded = scan->tokens[token].folded;
    char *out = arena_alloc(scan->arena, text.size + 1, 1);
    size_t size = 0, count = 0, letters = 0, part = 0;
    bool upper = false;
    for (size_t at = 0; at < text.size; letters++) {
        size_t start = at;
        uint32_t letter = utf8_next(text, &at);
        upper = code_point_is_upper(letter);
        if (!code_point_is_letter(letter) || letters > LONGEST)
            return (struct span){0};
        if (!upper)
            continue;
        part = count == 1 ? start : part;
        count++;
        size += utf8_encode(code_point_to_lower(letter), out + size);
    }
    *first = span_slice(folded, 0, part);
    return upper && count >= LEAST ? (struct span){out, size} : (struct span){0};
}

/* Whether a word of a name begins with the first of two letters and has the second where its second
 * stem begins: «э», «а» of «электроаппаратный». */
static bool has_compound(struct span name, uint32_t first, uint32_t second)
{
    enum { STEM = 3 }; /* letters of the first stem at least, before the vowel that joins */
    uint32_t before = 0, begins = 0;
    size_t letters = 0;
    for (size_t at = 0; at < name.size;) {
        uint32_t letter = utf8_next(name, &at);
        if (!code_point_is_letter(letter)) {
            letters = 0;
            continue;
        }
        begins = letters == 0 ? letter : begins;
        if (letters > STEM && begins == first && letter == second &&
            (before == 0x43E || before == 0x435)) /* о, е */
            return true;
        letters++;
        before = letter;
    }
    return false;
}

/* The full name of which all words begin with the letters but one, which is the second of a
 * compound word: «КЭАЗ» for «Курский электроаппаратный завод». NO_CANDIDATE where there is none. */
static uint32_t compound_owner(const struct repeats *repeats, struct span initials)
{
    enum { LEAST = 4, LONGEST = 7 };
    const struct scan *scan = repeats->scan;
    uint32_t letters[LONGEST];
    size_t count = 0, at = 0;
    while (at < initials.size && count < LONGEST)
        letters[count++] = utf8_next(initials, &at);
    if (count < LEAST || at < initials.size)
        return NO_CANDIDATE;
    for (size_t left = 1; left < count; left++) {
        char fewer[LONGEST * 4];
        size_t size = 0;
        for (size_t i = 0; i < count; i++)
            size += i == left ? 0 : utf8_encode(letters[i], fewer + size);
        const uint32_t *found = map_find(&repeats->initials, (struct span){fewer, size});
        if (found == NULL || *found == SEVERAL)
            continue;
        struct span name = folded_text(scan->arena, scan->candidates.items[*found - 1].name);
        if (has_compound(name, letters[left - 1], letters[left]))
            return *found - 1;
    }
    return NO_CANDIDATE;
}

/* The full name that a token is the initials of; NO_CANDIDATE. */
static uint32_t initials_owner(const struct repeats *repeats, uint32_t token)
{
    const struct scan *scan = repeats->scan;
    const struct token *word = &scan->tokens[token];
    struct span first = {0};
    struct span initials = word->shape == CASE_UPPER ? word->folded
                           : word->shape == CASE_MIXED && word->cyrillic
                               ? capitals_of(scan, token, &first)
                               : SPAN("");
    const uint32_t *found = initials.size ? map_find(&repeats->initials, initials) : NULL;
    if (found == NULL && word->shape == CASE_UPPER && word->cyrillic)
        return compound_owner(repeats, initials);
    if (found == NULL || *found == SEVERAL)
        return NO_CANDIDATE;
    struct span name = folded_text(scan->arena, scan->candidates.items[*found - 1].name);
    return span_starts_with(name, first) ? *found - 1 : NO_CANDIDATE;
}

/* The ministry that a token abbreviates; NO_CANDIDATE where the report names none or several that
 * it may be. */
static uint32_t ministry_owner(const struct repeats *repeats, uint32_t token, uint32_t place)
{
    const struct scan *scan = repeats->scan;
    uint32_t found = NO_CANDIDATE;
    for (size_t i = 0; i < repeats->ministry_count; i++) {
        const struct candidate *full = &scan->candidates.items[repeats->ministries[i]];
        if (!ministry_is_called(scan, full, token, place))
            continue;
        if (found != NO_CANDIDATE && !span_equal(scan->candidates.items[found].key, full->key))
            return NO_CANDIDATE;
        found = repeats->ministries[i];
    }
    return found;
}

/* Known abbreviations are those of the report's own names where it has such: «ТГУ». */
static void abbreviations_link(struct repeats *repeats)
{
    struct scan *scan = repeats->scan;
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->type != MENTION_ORGANIZATION || candidate->naming != NAMING_SHORT ||
            candidate->same_as != NO_CANDIDATE)
            continue;
        uint32_t owner = candidate->end == candidate->first + 1
                             ? initials_owner(repeats, candidate->first)
                             : NO_CANDIDATE;
        if (owner == NO_CANDIDATE)
            owner = ministry_owner(repeats, candidate->first, candidate->place);
        if (owner != NO_CANDIDATE && owner != i)
            candidate->same_as = owner;
    }
}

static void repeats_learn(struct repeats *repeats)
{
    struct scan *scan = repeats->scan;
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->type == MENTION_PERSON && !candidate->unlisted)
            for (size_t k = 0; k < candidate->reading_count; k++)
                surname_learn(repeats, &candidate->readings[k]);
        if (!is_firm(candidate))
            continue;
        map_put(&repeats->first_words, first_stem(candidate->short_key), i + 1);
        map_put(&repeats->first_words, first_stem(candidate->inner_key), i + 1);
        if (candidate->naming == NAMING_FULL || candidate->end > candidate->first + 1)
            initials_learn(repeats, i);
        if (is_ministry(scan, candidate) && repeats->ministry_count < MINISTRIES)
            repeats->ministries[repeats->ministry_count++] = i;
    }
}

/* Abbreviations explained in brackets: «Фонд развития края (ФРК, входит в …)». */

static bool is_short_name(const struct scan *scan, uint32_t token)
{
    return token_is_kind(scan, token, TOKEN_WORD) &&
           (scan->tokens[token].shape == CASE_UPPER || scan->tokens[token].shape == CASE_MIXED) &&
           scan->tokens[token].end - scan->tokens[token].start >= 4;
}

/* The token behind the short name at name: «ФРК», «ЦИК СО», «Росмолодёжь»; name itself where there
 * is none. */
static uint32_t short_name_end(const struct scan *scan, uint32_t name)
{
    const struct candidate *known = candidate_at(scan, name);
    bool organization = known != NULL && known->type == MENTION_ORGANIZATION &&
                        known->first == name && known->end == name + 1 &&
                        token_is(scan, name + 1, ")");
    if (!organization && !is_short_name(scan, name))
        return name;
    bool more = token_is(scan, name + 2, ")") && scan->tokens[name + 1].shape == CASE_UPPER;
    return name + 1 + more;
}

static struct span entry_key(const struct lexicon_entry *const *known)
{
    return (struct span){(const char *)known, sizeof *known};
}

/* What stands before the brackets is what a known name stands for, the first time they explain it.
 */
static void known_learn(struct repeats *repeats, const struct lexicon_entry *known, uint32_t number)
{
    if (known != NULL)
        map_put(&repeats->explained, arena_copy(repeats->scan->arena, entry_key(&known)),
                number + 1);
}

/* Wherever a known name stands that brackets explain, it is what they stand behind. */
static void known_explain(struct repeats *repeats)
{
    struct scan *scan = repeats->scan;
    for (uint32_t i = 0; repeats->explained.count > 0 && i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->entry == NULL || candidate->same_as != NO_CANDIDATE)
            continue;
        const uint32_t *number = map_find(&repeats->explained, entry_key(&candidate->entry));
        if (number != NULL && *number - 1 != i)
            candidate->same_as = *number - 1;
    }
}

/* Whether a word can be short for a name: its letters follow one another in it. */
static bool is_short_for(const struct scan *scan, uint32_t token, const struct candidate *full)
{
    struct span letters = scan->tokens[token].folded;
    size_t at = 0;
    for (uint32_t i = full->first; i < full->end; i++) {
        struct span word = scan->tokens[i].folded;
        for (size_t k = 0; k < word.size && at < letters.size;) {
            size_t next = k, after = at;
            at = utf8_next(word, &next) == utf8_next(letters, &after) ? after : at;
            k = next;
        }
    }
    return at == letters.size;
}

/* «концерн «Вега» (Ростех)», «НПО «Сатурн» (ОДК)»: of whom it is, not what it is called. */
static bool is_owner(const struct scan *scan, const struct candidate *owner,
                     const struct candidate *full)
{
    if (kind_is(scan, owner->kind, THING_STATE_CORPORATION))
        return !kind_is(scan, full->kind, THING_STATE_CORPORATION) &&
               scan->tokens[owner->first].shape == CASE_TITLE;
    return kind_is(scan, owner->kind, THING_COMPANY) && owner->entry != NULL && owner->certain &&
           owner->end == owner->first + 1 && !is_short_for(scan, owner->first, full);
}

static void bracket_find(struct repeats *repeats, uint32_t number)
{
    struct scan *scan = repeats->scan;
    const struct candidate *full = &scan->candidates.items[number];
    uint32_t token = full->end;
    /* «Российская корпорация нанотехнологий («Роснано»)»: a known name of several words too. */
    bool whole = full->naming == NAMING_FULL ||
                 (full->certain && full->entry != NULL && full->end > full->first + 2);
    if (!whole || !is_firm(full) || !token_is(scan, token, "("))
        return;
    uint32_t name = token + 1;
    if (token_is(scan, name, "далее"))
        name += token_is_kind(scan, name + 1, TOKEN_DASH) ? 2 : 1;
    uint32_t end = short_name_end(scan, name);
    bool quoted = token_is_kind(scan, name, TOKEN_QUOTE_OPEN) &&
                  scan->tokens[name].partner != UINT32_MAX && scan->tokens[name].partner < name + 8;
    if (quoted)
        end = scan->tokens[name].partner + 1;
    else if (end == name)
        return;
    if (!token_is(scan, end, ")") && !token_is(scan, end, ",") && !token_is(scan, end, ";"))
        return;
    struct candidate *existing = candidate_at(scan, name);
    if (existing != NULL && existing->first == name && !quoted && is_owner(scan, existing, full))
        return;
    if (existing == NULL || existing->first != name || existing->end != end) {
        existing = candidate_add(scan, name, end, name, MENTION_ORGANIZATION, THING_ORGANIZATION);
        full = &scan->candidates.items[number];
        existing->type = full->type;
        existing->kind = full->kind;
        existing->naming = NAMING_SHORT;
        existing->name_first = quoted ? name + 1 : name;
        existing->name_end = quoted ? end - 1 : end;
        existing->name = tokens_span(scan, existing->name_first, existing->name_end);
        existing->short_key = existing->key = name_key(scan->arena, existing->name);
    }
    if ((uint32_t)(existing - scan->candidates.items) == number)
        return;
    existing->same_as = number;
    if (existing->certain && existing->entry != full->entry)
        known_learn(repeats, existing->entry, number);
}

/* Later words. */

static bool key_continues(const struct scan *scan, struct span key, uint32_t token, uint32_t end,
                          uint32_t *after)
{
    struct span rest = key, stem;
    uint32_t at = token;
    if (key.size == 0)
        return false;
    while (span_next_part(&rest, ' ', &stem)) {
        if (at >= end || !token_is_free(scan, at))
            return false;
        /* A word with a hyphen is several of a key. */
        struct span here = name_key(scan->arena, token_text(scan, at)), part;
        while (true) {
            struct span left = here;
            span_next_part(&left, ' ', &part);
            if (!span_equal(part, stem))
                return false;
            if (left.data == NULL)
                break;
            here = left;
            if (!span_next_part(&rest, ' ', &stem))
                return false;
        }
        at++;
    }
    *after = at;
    return true;
}

static uint32_t short_name_find(struct repeats *repeats, uint32_t token, uint32_t end)
{
    struct scan *scan = repeats->scan;
    struct span stem = first_stem(name_key(scan->arena, token_text(scan, token)));
    const uint32_t *found = map_find(&repeats->first_words, stem);
    if (found == NULL)
        return NO_TOKEN;
    uint32_t number = *found - 1, after;
    const struct candidate *full = &scan->candidates.items[number];
    if (!key_continues(scan, full->short_key, token, end, &after) &&
        !(full->inner_key.size > 0 && key_continues(scan, full->inner_key, token, end, &after)))
        return NO_TOKEN;
    struct candidate *candidate =
        candidate_add(scan, token, after, token, (enum mention_type)full->type, THING_ORGANIZATION);
    full = &scan->candidates.items[number];
    candidate->kind = full->kind;
    candidate->naming = NAMING_SHORT;
    candidate->same_as = number;
    candidate->name = tokens_span(scan, token, after);
    return after;
}

/* «Минпромторга», «НИИПП»: what only stands for a full name of the report. */
static uint32_t abbreviated_find(struct repeats *repeats, uint32_t token)
{
    struct scan *scan = repeats->scan;
    uint32_t number = initials_owner(repeats, token);
    if (number == NO_CANDIDATE)
        number = ministry_owner(repeats, token, NO_CANDIDATE);
    if (number == NO_CANDIDATE)
        return NO_TOKEN;
    struct candidate *candidate =
        candidate_add(scan, token, token + 1, token, MENTION_ORGANIZATION, THING_ORGANIZATION);
    const struct candidate *full = &scan->candidates.items[number];
    candidate->type = full->type;
    candidate->kind = full->kind;
    candidate->naming = NAMING_SHORT;
    candidate->same_as = number;
    candidate->name = token_text(scan, token);
    return token + 1;
}

/* Whether one of the report's persons has the surname of a reading. */
static bool is_known_surname(const struct repeats *repeats, uint32_t chain,
                             const struct person_reading *reading)
{
    uint16_t male = reading->cases & PERSON_MALE, female = reading->cases & PERSON_FEMALE;
    struct span folded = folded_text(repeats->scan->arena, reading->parts[PERSON_SURNAME]);
    for (uint32_t i = chain; i != 0; i = repeats->known.items[i - 1].next) {
        const struct known_surname *known = &repeats->known.items[i - 1];
        if (span_equal(known->folded, folded) &&
            ((male && known->person & PERSON_MALE) || (female && known->person & PERSON_FEMALE)))
            return true;
    }
    return false;
}

/* A form of a surname that the report has in full elsewhere. */
static uint32_t surname_find(struct repeats *repeats, const struct sentence *sentence,
                             uint32_t token)
{
    struct scan *scan = repeats->scan;
    if (!scan->tokens[token].cyrillic)
        return NO_TOKEN;
    const uint32_t *chain = map_find(&repeats->surnames, first_letters(scan->tokens[token].folded));
    if (chain == NULL)
        return NO_TOKEN;
    struct arena_mark mark = arena_mark(scan->arena);
    const struct person_word word = {.token = token, .part = NAME_SURNAME, .slot = PERSON_SURNAME};
    const struct person_reading *readings;
    size_t count = person_readings(scan, &word, 1, person_context(scan, sentence, token, token + 1),
                                   &readings);
    struct person_reading *fitting = ARENA_NEW(scan->arena, struct person_reading, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (is_known_surname(repeats, *chain, &readings[i]))
            fitting[kept++] = readings[i];
    if (kept == 0) {
        arena_rewind(scan->arena, mark);
        return NO_TOKEN;
    }
    struct candidate *candidate =
        candidate_add(scan, token, token + 1, token, MENTION_PERSON, THING_PERSON);
    candidate->surname = token;
    candidate->naming = NAMING_SHORT;
    candidate->readings = fitting;
    candidate->reading_count = (uint8_t)kept;
    candidate_read(candidate, &fitting[0]);
    return token + 1;
}

/* Unknown abbreviations that somebody heads, or that end as universities do. */
static uint32_t abbreviation_find(struct scan *scan, const struct sentence *sentence,
                                  uint32_t token)
{
    const struct token *word = &scan->tokens[token];
    bool research = abbreviation_is_research(scan, token);
    if ((word->shape != CASE_UPPER && !research) || !word->cyrillic || word->folded.size < 6 ||
        word->folded.size > 14 || match_of(scan, token, LEXICON_NOT_NAME) ||
        match_of(scan, token, LEXICON_LEGAL_FORM) || match_of(scan, token, LEXICON_HEAD))
        return NO_TOKEN;
    const struct candidate *before = token > sentence->first ? candidate_at(scan, token - 1) : NULL;
    if (!research && (before == NULL || before->type != MENTION_POSITION))
        return NO_TOKEN;
    struct candidate *candidate =
        candidate_add(scan, token, token + 1, token, MENTION_ORGANIZATION,
                      research ? THING_RESEARCH_ORGANIZATION : THING_COMPANY);
    candidate->naming = NAMING_SHORT;
    candidate->certain = true;
    candidate->name = token_text(scan, token);
    candidate->key = candidate->short_key = name_key(scan->arena, candidate->name);
    return token + 1;
}

/* «в Магасе»: a word that nobody knows, behind a preposition of place. */
static uint32_t unknown_place_find(struct scan *scan, const struct sentence *sentence,
                                   uint32_t token)
{
    const struct word *word = &scan->words[token];
    if (token <= sentence->first || !token_is_title(scan, token) || !scan->tokens[token].cyrillic ||
        !(token_is(scan, token - 1, "в") || token_is(scan, token - 1, "во") ||
          token_is(scan, token - 1, "из")))
        return NO_TOKEN;
    if (word->analysis_count > 0 && word->analyses[0].known &&
        !(word->analyses[0].grammemes & GRAM_PLACE_NAME))
        return NO_TOKEN;
    if (match_of(scan, token, LEXICON_NAME) || match_of(scan, token, LEXICON_NOT_NAME) ||
        match_of(scan, token, LEXICON_HEAD) || match_of(scan, token, LEXICON_PLACE_ADJECTIVE))
        return NO_TOKEN;
    if (token + 1 < sentence->first + sentence->count &&
        (tokens_agree(scan, token, token + 1) || token_is_capital(scan, token + 1)))
        return NO_TOKEN;
    grammemes wanted =
        token_is(scan, token - 1, "из") ? GRAM_GENITIVE : GRAM_LOCATIVE | GRAM_ACCUSATIVE;
    const struct analysis *analysis = token_read(scan, token, PARTS_NOUN, wanted);
    struct span name = token_text(scan, token), form;
    static const char *const town_ends[] = {"ове", "еве", "ине", "ыне"};
    bool town = false;
    for (size_t i = 0; i < sizeof town_ends / sizeof town_ends[0]; i++)
        town |= span_ends_with(scan->tokens[token].folded, span_of(town_ends[i]));
    if (town && wanted != GRAM_GENITIVE)
        name = arena_format(scan->arena, "%.*sо", (int)name.size - 2, name.data);
    else if (analysis != NULL && !(analysis->grammemes & GRAM_FIXED) &&
             morphology_inflect(scan->reader->morphology, name, analysis, GRAM_NOMINATIVE,
                                scan->arena, &form))
        name = form;
    struct candidate *candidate =
        candidate_add(scan, token, token + 1, token, MENTION_PLACE, THING_LOCALITY);
    candidate->name = name;
    candidate->key = name_key(scan->arena, name);
    return token + 1;
}

static void sentence_repeat(struct repeats *repeats, const struct sentence *sentence)
{
    struct scan *scan = repeats->scan;
    uint32_t end = sentence->first + sentence->count;
    for (uint32_t token = sentence->first; token < end;) {
        uint32_t after = NO_TOKEN;
        if (token_is_free(scan, token) && token_is_capital(scan, token)) {
            after = short_name_find(repeats, token, end);
            if (after == NO_TOKEN)
                after = surname_find(repeats, sentence, token);
            if (after == NO_TOKEN)
                after = abbreviated_find(repeats, token);
            if (after == NO_TOKEN)
                after = abbreviation_find(scan, sentence, token);
            if (after == NO_TOKEN)
                after = unknown_place_find(scan, sentence, token);
            if (after == NO_TOKEN)
                after = given_name_read(scan, sentence, token);
        }
        token = after == NO_TOKEN ? token + 1 : after;
    }
}

void repeats_find(struct scan *scan)
{
    struct repeats repeats = {.scan = scan};
    map_init(&repeats.surnames, scan->arena);
    map_init(&repeats.first_words, scan->arena);
    map_init(&repeats.initials, scan->arena);
    size_t count = scan->candidates.count;
    map_init(&repeats.explained, scan->arena);
    for (uint32_t i = 0; i < count; i++)
        bracket_find(&repeats, i);
    known_explain(&repeats);
    repeats_learn(&repeats);
    abbreviations_link(&repeats);
    for (size_t i = 0; i < scan->reading->tokens.sentence_count; i++)
        sentence_repeat(&repeats, &scan->reading->tokens.sentences[i]);
    map_return(&repeats.surnames);
    map_return(&repeats.first_words);
    map_return(&repeats.initials);
    map_return(&repeats.explained);
}
