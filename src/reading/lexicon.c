#include "lexicon_form.h"

#include "data.h"
#include "file.h"
#include "utf8.h"

/* What a line is read with. */
struct loading {
    struct lexicon *lexicon;
    const struct schema *schema;
    const char *file;
    int64_t line;
    struct lexicon_entry section; /* what the entries of the section have in common */
    bool in_section;
    struct error *error;
};

enum { PHRASE_WORDS = 12, WORD_LEMMAS = 3 };

/* A phrase as alternatives of numbers, word by word. */
struct phrase {
    uint32_t words[PHRASE_WORDS][WORD_LEMMAS];
    uint8_t alternatives[PHRASE_WORDS];
    uint8_t count;
};

static const char *const class_names[LEXICON_CLASSES] = {
    [LEXICON_PLACE] = "place",
    [LEXICON_PLACE_ADJECTIVE] = "place-adjective",
    [LEXICON_PLACE_HEAD] = "place-head",
    [LEXICON_LEGAL_FORM] = "legal-form",
    [LEXICON_HEAD] = "head",
    [LEXICON_NAME] = "name",
    [LEXICON_POSITION] = "position",
    [LEXICON_POSITION_PREFIX] = "position-prefix",
    [LEXICON_TITLE] = "title",
    [LEXICON_LOCAL_ADJECTIVE] = "local-adjective",
    [LEXICON_COMMON_ADJECTIVE] = "common-adjective",
    [LEXICON_GIVEN_NAME] = "given-name",
    [LEXICON_NOT_NAME] = "not-a-name",
};

static const struct {
    const char *name;
    uint32_t mark;
} mark_names[] = {
    {"chain", MARK_CHAIN},         {"named", MARK_NAMED},   {"lower", MARK_LOWER},
    {"reference", MARK_REFERENCE}, {"acting", MARK_ACTING}, {"former", MARK_FORMER},
    {"region", MARK_REGION},       {"city", MARK_CITY},     {"country", MARK_COUNTRY},
    {"before", MARK_BEFORE},       {"after", MARK_AFTER},   {"weak", MARK_WEAK},
    {"media", MARK_MEDIA},         {"apart", MARK_APART},   {"plain", MARK_PLAIN},
    {"holding", MARK_HOLDING},
};

/* The table of edges. */

static uint64_t edge_key(uint32_t node, uint32_t word)
{
    return ((uint64_t)(node + 1) << 32) | word;
}

static size_t edge_slot(const struct edge *edges, size_t capacity, uint64_t key)
{
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15ULL) >> 30) & (capacity - 1);
    while (edges[at].key != 0 && edges[at].key != key)
        at = (at + 1) & (capacity - 1);
    return at;
}

static uint32_t edge_find(const struct lexicon *lexicon, uint32_t node, uint32_t word)
{
    size_t slot = edge_slot(lexicon->edges.items, lexicon->edges.capacity, edge_key(node, word));
    return lexicon->edges.items[slot].target;
}

static void edges_resize(struct lexicon *lexicon, size_t capacity)
{
    struct edge *edges = ARENA_NEW(lexicon->arena, struct edge, capacity);
    for (size_t i = 0; i < lexicon->edges.capacity; i++) {
        const struct edge *edge = &lexicon->edges.items[i];
        if (edge->key != 0)
            edges[edge_slot(edges, capacity, edge->key)] = *edge;
    }
    lexicon->edges.items = edges;
    lexicon->edges.capacity = capacity;
}

static uint32_t edge_follow(struct lexicon *lexicon, uint32_t node, uint32_t word)
{
    if ((lexicon->edges.count + 1) * 3 > lexicon->edges.capacity * 2)
        edges_resize(lexicon, lexicon->edges.capacity * 2);
    uint64_t key = edge_key(node, word);
    struct edge *edge =
        &lexicon->edges.items[edge_slot(lexicon->edges.items, lexicon->edges.capacity, key)];
    if (edge->key == 0) {
        lexicon->edges.count++;
        edge->key = key;
        edge->target = (uint32_t)lexicon->nodes.count;
        (void)ARRAY_PUSH(lexicon->arena, &lexicon->nodes);
    }
    return edge->target;
}

/* Words that the dictionary lacks: the forms that their ending allows. */

static struct span fold(struct arena *arena, struct span text)
{
    char *out = arena_alloc(arena, text.size + 1, 1);
    return (struct span){out, utf8_lower(text, out, true)};
}

static void form_add(struct lexicon *lexicon, struct span stem, const char *ending, uint32_t number)
{
    struct span form = arena_format(lexicon->arena, "%.*s%s", SPAN_ARGS(stem), ending);
    bool added;
    uint32_t *value = map_add(&lexicon->forms, form, &added);
    if (added)
        *value = number;
}

/* By the end of the nominative: what it loses, and what it takes instead. */
static const struct {
    const char *end;
    const char *endings;
} declensions[] = {
    {"ский", "ский ского скому ским ском ская ской скую ское ские ских скими"},
    {"ская", "ская ской скую"},
    {"ское", "ское ского скому ским ском"},
    {"ный", "ный ного ному ным ном ная ной ную ное ные ных ными"},
    {"ная", "ная ной ную"},
    {"ия", "ия ии ию ией"},
    {"ье", "ье ья ью ьем"},
    {"ие", "ие ия ию ием ии"},
    {"ство", "ство ства ству ством стве"},
    {"ии", "ии ий иям иями иях"},
    {"сети", "сети сетей сетям сетями сетях"},
    {"а", "а ы и е у ой"},
    {"я", "я и е ю ей"},
    {"й", "й я ю ем е"},
    {"ь", "ь я ю ем е и ью"},
    {"ы", "ы ов ам ами ах"},
    {"б", "б ба бу бом бе"},
    {"в", "в ва ву вом вым ве"},
    {"г", "г га гу гом ге"},
    {"д", "д да ду дом де"},
    {"ж", "ж жа жу жем же"},
    {"з", "з за зу зом зе"},
    {"к", "к ка ку ком ке"},
    {"л", "л ла лу лом ле"},
    {"м", "м ма му мом ме"},
    {"н", "н на ну ном не ным"},
    {"п", "п па пу пом пе"},
    {"р", "р ра ру ром ре"},
    {"с", "с са су сом се"},
    {"т", "т та ту том те"},
    {"ф", "ф фа фу фом фе"},
    {"х", "х ха ху хом хе"},
    {"ц", "ц ца цу цом цем це"},
    {"ч", "ч ча чу чем че"},
    {"ш", "ш ша шу шем ше"},
    {"щ", "щ ща щу щем ще"},
};

static uint32_t forms_of(struct lexicon *lexicon, struct span word)
{
    const uint32_t *known = map_find(&lexicon->forms, word);
    if (known != NULL)
        return *known;
    uint32_t number = FORM_WORD | ++lexicon->form_count;
    form_add(lexicon, word, "", number);
    for (size_t i = 0; i < sizeof declensions / sizeof declensions[0]; i++) {
        struct span end = span_of(declensions[i].end);
        if (!span_ends_with(word, end) || word.size == end.size)
            continue;
        struct span stem = span_slice(word, 0, word.size - end.size);
        struct span rest = span_of(declensions[i].endings), ending;
        while (span_next_part(&rest, ' ', &ending))
            form_add(lexicon, stem, arena_copy(lexicon->arena, ending).data, number);
        break;
    }
    return number;
}

/* The lemmas of a word of a phrase: of its nominative readings, or of all where it has none. */
static size_t lemmas_of(const struct lexicon *lexicon, struct span word, uint32_t *lemmas)
{
    struct analysis analyses[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(lexicon->morphology, word, analyses, ANALYSIS_LIMIT);
    bool nominative = false;
    for (size_t i = 0; i < count; i++)
        nominative |= analyses[i].known && (analyses[i].grammemes & GRAM_NOMINATIVE);
    /* «в» is no volt, and «и» no letter. */
    if (count && (analyses[0].pos == POS_PREPOSITION || analyses[0].pos == POS_CONJUNCTION))
        nominative = false;
    size_t found = 0;
    for (size_t i = 0; i < count && found < WORD_LEMMAS; i++) {
        const struct analysis *analysis = &analyses[i];
        if (!analysis->known || analysis->lemma == 0 ||
            (nominative && !(analysis->grammemes & GRAM_NOMINATIVE)))
            continue;
        bool seen = false;
        for (size_t k = 0; k < found; k++)
            seen |= lemmas[k] == analysis->lemma;
        if (!seen)
            lemmas[found++] = analysis->lemma;
    }
    return found;
}

/* «–» and «-» between words are one. */
size_t word_without_year(struct span word)
{
    enum { YEAR = 4 };
    if (word.size <= YEAR + 1 || word.data[word.size - YEAR - 1] != '-')
        return 0;
    const char *year = word.data + word.size - YEAR;
    if (memcmp(year, "20", 2) != 0 && memcmp(year, "19", 2) != 0)
        return 0;
    for (size_t i = 2; i < YEAR; i++)
        if (year[i] < '0' || year[i] > '9')
            return 0;
    return word.size - YEAR - 1;
}

static struct span dash_as_hyphen(struct span word)
{
    bool dash = span_equal(word, SPAN("–")) || span_equal(word, SPAN("—"));
    return dash ? SPAN("-") : word;
}

static struct span without_point(struct span word)
{
    return span_ends_with(word, SPAN(".")) ? span_slice(word, 0, word.size - 1) : word;
}

static bool phrase_read(struct lexicon *lexicon, struct span text, struct phrase *phrase)
{
    struct span rest = text, part;
    *phrase = (struct phrase){0};
    while (span_next_part(&rest, ' ', &part)) {
        part = dash_as_hyphen(without_point(span_trim(part)));
        if (part.size == 0)
            continue;
        if (phrase->count == PHRASE_WORDS)
            return false;
        struct span word = fold(lexicon->arena, part);
        uint32_t *words = phrase->words[phrase->count];
        size_t found = lemmas_of(lexicon, word, words);
        if (found == 0)
            words[found++] = forms_of(lexicon, word);
        phrase->alternatives[phrase->count++] = (uint8_t)found;
    }
    return phrase->count > 0;
}

/* Entries. */

static void phrase_insert(struct lexicon *lexicon, const struct phrase *phrase, size_t at,
                          uint32_t node, const struct lexicon_entry *entry)
{
    if (at == phrase->count) {
        /* Another spelling that has the forms of the first is not needed. */
        uint32_t here = lexicon->nodes.items[node].entry;
        if (here != 0 && here == entry->same)
            return;
        struct lexicon_entry *copy = ARRAY_PUSH(lexicon->arena, &lexicon->entries);
        *copy = *entry;
        copy->next = lexicon->nodes.items[node].entry;
        copy->words = phrase->count;
        lexicon->nodes.items[node].entry = (uint32_t)lexicon->entries.count;
        return;
    }
    for (size_t i = 0; i < phrase->alternatives[at]; i++)
        phrase_insert(lexicon, phrase, at + 1, edge_follow(lexicon, node, phrase->words[at][i]),
                      entry);
}

static bool complain(const struct loading *loading, const char *problem, struct span what)
{
    char line[24];
    snprintf(line, sizeof line, "%lld", (long long)loading->line);
    struct span copy = arena_copy(loading->lexicon->arena, what);
    return error_add(loading->error, "lexicon.invalid", "file", loading->file, "line", line,
                     "problem", problem, "word", copy.data, NULL);
}

/* Whether the letters of a phrase are all capitals or all small. */
static void entry_read_case(struct lexicon_entry *entry, struct span phrase)
{
    size_t upper = 0, lower = 0;
    for (size_t at = 0; at < phrase.size;) {
        uint32_t letter = utf8_next(phrase, &at);
        upper += code_point_is_upper(letter);
        lower += code_point_is_lower(letter);
    }
    entry->pointed = span_ends_with(phrase, SPAN("."));
    entry->lower = upper == 0;
    entry->upper = lower == 0 && upper > 1;
}

/* Adds a spelling of an entry; returns its number, 0 where the phrase is too long. */
static uint32_t spelling_add(struct loading *loading, struct lexicon_entry entry,
                             struct span spelling)
{
    struct phrase phrase;
    if (!phrase_read(loading->lexicon, spelling, &phrase))
        return complain(loading, "phrase", spelling), 0;
    entry_read_case(&entry, spelling);
    entry.spelling = arena_copy(loading->lexicon->arena, spelling);
    phrase_insert(loading->lexicon, &phrase, 0, 0, &entry);
    uint32_t number = (uint32_t)loading->lexicon->entries.count;
    bool added;
    uint32_t *named =
        map_add(&loading->lexicon->names, fold(loading->lexicon->arena, spelling), &added);
    if (added)
        *named = number;
    return number;
}

static uint32_t entry_named(struct lexicon *lexicon, struct span name)
{
    const uint32_t *number = map_find(&lexicon->names, fold(lexicon->arena, name));
    return number != NULL ? *number : 0;
}

static bool property_read(struct loading *loading, uint32_t number, struct span name,
                          struct span values)
{
    struct lexicon *lexicon = loading->lexicon;
    struct span value;
    while (span_next_part(&values, ',', &value)) {
        value = span_trim(value);
        struct lexicon_entry entry = lexicon->entries.items[number - 1];
        if (span_equal(name, SPAN("also"))) {
            entry.same = number;
        } else if (span_equal(name, SPAN("adjective"))) {
            entry.class = LEXICON_PLACE_ADJECTIVE;
            entry.place = number;
        } else if (span_equal(name, SPAN("capital"))) {
            entry.schema = schema_kind_find(loading->schema, SPAN("Locality"));
            entry.name = arena_copy(lexicon->arena, value);
            entry.place = number;
        } else if (span_equal(name, SPAN("code"))) {
            lexicon->entries.items[number - 1].code = arena_copy(lexicon->arena, value);
            continue;
        } else if (span_equal(name, SPAN("in"))) {
            uint32_t place = entry_named(lexicon, value);
            if (place == 0)
                return complain(loading, "unknown_place", value);
            lexicon->entries.items[number - 1].place = place;
            continue;
        } else {
            return complain(loading, "unknown_property", name);
        }
        if (spelling_add(loading, entry, value) == 0)
            return false;
    }
    return true;
}

static bool entry_read(struct loading *loading, struct span line)
{
    struct span properties = line, phrase, property;
    if (!loading->in_section)
        return complain(loading, "no_section", line);
    span_next_part(&properties, ':', &phrase);
    phrase = span_trim(phrase);
    struct lexicon_entry entry = loading->section;
    entry.name = arena_copy(loading->lexicon->arena, phrase);
    uint32_t number = spelling_add(loading, entry, phrase);
    if (number == 0)
        return false;
    while (properties.data != NULL && span_next_part(&properties, ';', &property)) {
        property = span_trim(property);
        size_t blank = span_find(property, SPAN(" "), 0);
        if (blank == SIZE_MAX)
            return complain(loading, "unknown_property", property);
        if (!property_read(loading, number, span_slice(property, 0, blank),
                           span_slice(property, blank + 1, property.size)))
            return false;
    }
    return true;
}

static bool section_word(struct loading *loading, struct span word)
{
    for (size_t i = 0; i < sizeof mark_names / sizeof mark_names[0]; i++) {
        if (span_equal(word, span_of(mark_names[i].name))) {
            loading->section.marks |= mark_names[i].mark;
            return true;
        }
    }
    const struct schema_kind *kind = schema_kind_find(loading->schema, word);
    if (kind == NULL || kind->is_fact)
        return complain(loading, "unknown_word", word);
    loading->section.schema = kind;
    return true;
}

static bool section_read(struct loading *loading, struct span line)
{
    if (!span_ends_with(line, SPAN("]")))
        return complain(loading, "section", line);
    struct span rest = span_slice(line, 1, line.size - 1), word;
    loading->section = (struct lexicon_entry){0};
    span_next_part(&rest, ' ', &word);
    for (uint8_t i = 1; i < LEXICON_CLASSES; i++)
        if (class_names[i] != NULL && span_equal(word, span_of(class_names[i])))
            loading->section.class = i;
    if (loading->section.class == LEXICON_NONE)
        return complain(loading, "unknown_class", word);
    loading->in_section = true;
    while (rest.data != NULL && span_next_part(&rest, ' ', &word))
        if (word.size > 0 && !section_word(loading, word))
            return false;
    return true;
}

static bool text_read(struct loading *loading, struct span text)
{
    struct span line;
    loading->line = 0;
    loading->in_section = false;
    while (span_next_line(&text, &line)) {
        loading->line++;
        size_t comment = span_find(line, SPAN("#"), 0);
        line = span_trim(span_slice(line, 0, comment == SIZE_MAX ? line.size : comment));
        if (line.size == 0)
            continue;
        bool good = line.data[0] == '[' ? section_read(loading, line) : entry_read(loading, line);
        if (!good)
            return false;
    }
    return true;
}

const char *const lexicon_files[] = {
    "countries.txt",   "regions.txt",       "places.txt",       "given_names.txt",
    "legal_forms.txt", "organizations.txt", "known_bodies.txt", "positions.txt",
    "things.txt",      "not_names.txt",     "adjectives.txt",   NULL,
};

static bool file_read_entries(struct loading *loading, struct span folder, const char *name)
{
    struct mapped_file file;
    struct span path =
        arena_format(loading->lexicon->arena, "%.*s/lexicon/%s", SPAN_ARGS(folder), name);
    if (!mapped_file_open(&file, path.data, loading->error))
        return false;
    loading->file = name;
    bool good = text_read(loading, file.bytes);
    mapped_file_close(&file);
    return good;
}

bool lexicon_load(struct lexicon **out, struct span folder, const struct morphology *morphology,
                  const struct schema *schema, struct arena *arena, struct error *error)
{
    struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon, 1);
    lexicon->arena = arena;
    lexicon->morphology = morphology;
    map_init(&lexicon->forms, arena);
    map_init(&lexicon->names, arena);
    edges_resize(lexicon, 1 << 14);
    (void)ARRAY_PUSH(arena, &lexicon->nodes);
    struct loading loading = {.lexicon = lexicon, .schema = schema, .error = error};
    for (const char *const *file = lexicon_files; *file; file++)
        if (!file_read_entries(&loading, folder, *file))
            return false;
    *out = lexicon;
    return true;
}

const struct lexicon_entry *lexicon_entry(const struct lexicon *lexicon, uint32_t number)
{
    return &lexicon->entries.items[number - 1];
}

uint32_t lexicon_number(const struct lexicon *lexicon, const struct lexicon_entry *entry)
{
    return (uint32_t)(entry - lexicon->entries.items) + 1;
}

/* Finding. */

static bool words_hold(const struct lexicon_words *words, uint32_t id)
{
    for (size_t i = 0; i < LEXICON_WORDS; i++)
        if (words->ids[i] == id)
            return true;
    return false;
}

/* «ПМЭФ-2017» without its year, where that is an event of the lexicon; 0 for none. */
static uint32_t dated_event(const struct lexicon *lexicon, struct span folded)
{
    size_t stem = word_without_year(folded);
    const uint32_t *form = stem ? map_find(&lexicon->forms, span_slice(folded, 0, stem)) : NULL;
    uint32_t node = form != NULL ? edge_find(lexicon, 0, *form) : 0;
    uint32_t number = node != 0 ? lexicon->nodes.items[node].entry : 0;
    for (; number != 0; number = lexicon_entry(lexicon, number)->next) {
        const struct schema_kind *schema = lexicon_entry(lexicon, number)->schema;
        if (schema != NULL && span_equal(schema->name, SPAN("Event")))
            return *form;
    }
    return 0;
}

struct lexicon_words lexicon_words_of(const struct lexicon *lexicon, struct span folded,
                                      const struct analysis *analyses, size_t count)
{
    struct lexicon_words words = {{0}};
    size_t found = 0;
    const uint32_t *form = map_find(&lexicon->forms, dash_as_hyphen(without_point(folded)));
    if (form != NULL)
        words.ids[found++] = *form;
    uint32_t event = form == NULL ? dated_event(lexicon, folded) : 0;
    if (event != 0)
        words.ids[found++] = event;
    /* Rare readings of particles are none: «с» is no abbreviation of «село» without its point. */
    float least = folded.size <= 4 ? 0.005F : 0;
    for (size_t i = 0; i < count && found < LEXICON_WORDS; i++)
        if (analyses[i].known && analyses[i].weight >= least && analyses[i].lemma != 0 &&
            !words_hold(&words, analyses[i].lemma))
            words.ids[found++] = analyses[i].lemma;
    return words;
}

bool lexicon_begins(const struct lexicon *lexicon, const struct lexicon_words *words)
{
    for (size_t i = 0; i < LEXICON_WORDS && words->ids[i] != 0; i++)
        if (edge_find(lexicon, 0, words->ids[i]) != 0)
            return true;
    return false;
}

/* Whether the letters of the tokens are written as the entry wants them. */
static bool case_fits(const struct lexicon_entry *entry, const struct token *token)
{
    if (entry->pointed && entry->words == 1 && token->kind == TOKEN_WORD)
        return false;
    if (entry->lower)
        return true;
    if (entry->upper)
        return token->shape == CASE_UPPER || token->shape == CASE_MIXED ||
               (token->shape == CASE_TITLE && token->end - token->start <= 2);
    return token->shape != CASE_LOWER;
}

struct finding {
    const struct lexicon *lexicon;
    const struct token *tokens;
    const struct lexicon_words *words;
    size_t count;
    struct lexicon_match *out;
    size_t limit;
    size_t found;
};

/* Walks the trie, deeper first, so that longer phrases come first. */
static void find_from(struct finding *finding, uint32_t node, size_t depth)
{
    if (depth < finding->count) {
        for (size_t i = 0; i < LEXICON_WORDS && finding->words[depth].ids[i] != 0; i++) {
            uint32_t next = edge_find(finding->lexicon, node, finding->words[depth].ids[i]);
            if (next != 0)
                find_from(finding, next, depth + 1);
        }
    }
    uint32_t number = depth > 0 ? finding->lexicon->nodes.items[node].entry : 0;
    for (; number != 0 && finding->found < finding->limit;
         number = lexicon_entry(finding->lexicon, number)->next)
        if (case_fits(lexicon_entry(finding->lexicon, number), finding->tokens))
            finding->out[finding->found++] =
                (struct lexicon_match){.entry = number, .count = (uint32_t)depth};
}

size_t lexicon_find(const struct lexicon *lexicon, const struct token *tokens,
                    const struct lexicon_words *words, size_t count, struct lexicon_match *out,
                    size_t limit)
{
    struct finding finding = {.lexicon = lexicon,
                              .tokens = tokens,
                              .words = words,
                              .count = count,
                              .out = out,
                              .limit = limit};
    find_from(&finding, 0, 0);
    return finding.found;
}
