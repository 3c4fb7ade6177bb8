/* The files of a grammar: their lines, and what the patterns in them say.
 *
 *   words NAME = lemma lemma …
 *   part NAME = ELEMENTS
 *   group NAME -> KIND
 *     need|also|every|unless …
 *   pattern NAME -> KIND
 *     with NAME   match|need|also|every|unless …   is PROPERTY=CODE   confidence 0.9   yes|no …
 *   calibrate WEIGHT NUMBER
 *   weigh QUESTION LOOK NUMBER
 */
#include "grammar.h"

#include "data.h"
#include "digest.h"
#include "file.h"
#include "grammar_parse.h"
#include "presence.h"
#include "utf8.h"

#include <dirent.h>

enum {
    GRAMMAR_FILE_LIMIT = 4 * 1024 * 1024,
    LINE_ELEMENTS = 4000 /* with those of its parts: parts of parts of parts grow fast */
};

struct grammar *grammar_new(struct arena *arena, const struct schema *schema)
{
    struct grammar *grammar = ARENA_NEW(arena, struct grammar, 1);
    grammar->arena = arena;
    grammar->schema = schema;
    calibration_init(&grammar->calibration);
    intern_init(&grammar->lemmas, arena);
    intern_init(&grammar->forms, arena);
    map_init(&grammar->lists, arena);
    map_init(&grammar->parts, arena);
    return grammar;
}

struct span grammar_version(const struct grammar *grammar)
{
    return grammar->version;
}

size_t grammar_pattern_count(const struct grammar *grammar)
{
    return grammar->patterns.count;
}

struct span grammar_pattern_name(const struct grammar *grammar, size_t pattern)
{
    return grammar->patterns.items[pattern].name;
}

const struct grammar_example *grammar_examples(const struct grammar *grammar, size_t *count)
{
    *count = grammar->examples.count;
    return grammar->examples.items;
}

uint32_t grammar_lemma(const struct grammar *grammar, struct span lemma)
{
    return intern_find(&grammar->lemmas, lemma);
}

static struct pattern *parser_pattern(struct parser *parser)
{
    if (!parser->kind) {
        parser_fail(parser, 0, "grammar.outside_pattern", SPAN(""), SPAN("pattern NAME -> KIND"));
        return NULL;
    }
    struct grammar *grammar = parser->grammar;
    return parser->in_group ? &grammar->groups.items[grammar->groups.count - 1]
                            : &grammar->patterns.items[grammar->patterns.count - 1];
}

/* "words NAME = lemma …"; a list that exists already grows. */
static bool line_words(struct parser *parser)
{
    struct grammar *grammar = parser->grammar;
    parser_skip_space(parser);
    struct span name = arena_copy(grammar->arena, parser_word(parser));
    parser_skip_space(parser);
    if (name.size == 0 || parser->at >= parser->text.size || parser->text.data[parser->at] != '=')
        return parser_fail(parser, parser->at, "grammar.definition", name,
                           SPAN("words NAME = слово слово"));
    parser->at++;
    bool added;
    uint32_t *set = map_add(&grammar->lists, name, &added);
    if (added)
        *set = grammar_set_new(grammar);
    uint32_t number = *set;
    size_t count = 0;
    for (;; count++) {
        parser_skip_space(parser);
        if (parser->at >= parser->text.size)
            return count > 0 || parser_fail(parser, parser->at, "grammar.no_words", name, SPAN(""));
        struct span lemma = parser_word(parser);
        if (lemma.size == 0)
            return parser_fail(parser, parser->at, "grammar.unexpected",
                               span_slice(parser->text, parser->at, parser->text.size), SPAN(""));
        grammar_set_add(grammar, number, lemma);
    }
}

/* "part NAME = ELEMENTS" */
static bool line_part(struct parser *parser)
{
    struct grammar *grammar = parser->grammar;
    parser_skip_space(parser);
    size_t name_at = parser->at;
    struct span name = arena_copy(grammar->arena, parser_word(parser));
    parser_skip_space(parser);
    if (name.size == 0 || parser->at >= parser->text.size || parser->text.data[parser->at] != '=')
        return parser_fail(parser, parser->at, "grammar.definition", name,
                           SPAN("part NAME = ELEMENTS"));
    struct named_part part = {.file = arena_copy(grammar->arena, parser->file),
                              .line = parser->line,
                              .text = arena_copy(grammar->arena, parser->text),
                              .at = parser->at + 1};
    bool added;
    uint32_t *number = map_add(&grammar->parts, name, &added);
    if (!added)
        return parser_fail(parser, name_at, "grammar.part_twice", name, SPAN(""));
    *number = (uint32_t)grammar->named_parts.count;
    *ARRAY_PUSH(grammar->arena, &grammar->named_parts) = part;
    return true;
}

/* "NAME -> KIND": the head of a pattern or a group. */
static bool parser_head(struct parser *parser, const char *form, struct span *name)
{
    parser_skip_space(parser);
    size_t name_at = parser->at;
    while (parser->at < parser->text.size && parser->text.data[parser->at] != ' ')
        parser->at++;
    *name = arena_copy(parser->grammar->arena, span_slice(parser->text, name_at, parser->at));
    parser_skip_space(parser);
    bool arrow =
        span_starts_with(span_slice(parser->text, parser->at, parser->text.size), SPAN("->"));
    parser->kind = NULL;
    if (name->size == 0 || !arrow)
        return parser_fail(parser, parser->at, "grammar.definition", *name, span_of(form));
    parser->at += 2;
    parser_skip_space(parser);
    size_t kind_at = parser->at;
    struct span kind_name = parser_word(parser);
    const struct schema_kind *kind = schema_kind_find(parser->grammar->schema, kind_name);
    if (!kind || !kind->is_fact)
        return parser_fail(parser, kind_at, "grammar.unknown_kind", kind_name,
                           SPAN("agreement occupation membership subordination site statement …"));
    const struct grammar *grammar = parser->grammar;
    for (size_t i = 0; i < grammar->patterns.count; i++)
        if (span_equal(grammar->patterns.items[i].name, *name))
            return parser_fail(parser, name_at, "grammar.twice", *name, SPAN(""));
    for (size_t i = 0; i < grammar->groups.count; i++)
        if (span_equal(grammar->groups.items[i].name, *name))
            return parser_fail(parser, name_at, "grammar.twice", *name, SPAN(""));
    parser->kind = kind;
    return true;
}

/* "pattern NAME -> KIND [extends [next|all|undo]]" */
static bool line_pattern(struct parser *parser)
{
    static const char *const reaches[] = {"", "next", "all", "undo"};
    struct span name;
    parser->in_group = false;
    if (!parser_head(parser, "pattern NAME -> KIND", &name))
        return false;
    parser_skip_space(parser);
    struct span word = parser_word(parser), more;
    parser_skip_space(parser);
    more = parser_word(parser);
    unsigned reach = 0;
    while (reach <= REACH_UNDO && !span_equal(more, span_of(reaches[reach])))
        reach++;
    if ((word.size && !span_equal(word, SPAN("extends"))) || reach > REACH_UNDO) {
        parser->kind = NULL;
        return parser_fail(parser, parser->at, "grammar.unexpected", word, SPAN("extends"));
    }
    *ARRAY_PUSH(parser->grammar->arena, &parser->grammar->patterns) = (struct pattern){
        .name = name,
        .place = {name.data, arena_copy(parser->grammar->arena, parser->file).data, parser->line},
        .kind = parser->kind,
        .confidence = 0.8,
        .extends = word.size > 0,
        .reach = (uint8_t)reach,
        .layer = 1,
        .chunk = CHUNK_NONE};
    return true;
}

/* "group NAME -> KIND": lines that patterns of the kind take over by "with NAME". */
static bool line_group(struct parser *parser)
{
    struct span name;
    if (!parser_head(parser, "group NAME -> KIND", &name))
        return false;
    parser->in_group = true;
    *ARRAY_PUSH(parser->grammar->arena, &parser->grammar->groups) =
        (struct pattern){.name = name, .kind = parser->kind};
    return true;
}

/* "with NAME": the parts of a group, as if they stood here. */
static bool line_with(struct parser *parser)
{
    struct pattern *pattern = parser_pattern(parser);
    if (!pattern)
        return false;
    parser_skip_space(parser);
    struct span name = span_trim(span_slice(parser->text, parser->at, parser->text.size));
    struct grammar *grammar = parser->grammar;
    for (size_t i = 0; i < grammar->groups.count; i++) {
        const struct pattern *group = &grammar->groups.items[i];
        if (group == pattern || group->kind != pattern->kind || !span_equal(group->name, name))
            continue;
        for (size_t j = 0; j < group->parts.count; j++)
            *ARRAY_PUSH(grammar->arena, &pattern->parts) = group->parts.items[j];
        return true;
    }
    return parser_fail(parser, parser->at, "grammar.unknown_group", name,
                       SPAN("group NAME -> KIND"));
}

/* The scope that a part's line names, if any. */
static enum part_scope line_scope(struct parser *parser, enum part_scope otherwise)
{
    static const char *const names[] = {"sentence", "clause",  "before", "after",    "here",
                                        "previous", "subject", "object", "argument", "governor"};
    parser_skip_space(parser);
    size_t at = parser->at;
    struct span word = parser_word(parser);
    /* "subject=@…" binds a property of that name. */
    bool alone = parser->at < parser->text.size && parser->text.data[parser->at] == ' ';
    for (unsigned i = 0; alone && i < sizeof names / sizeof *names; i++)
        if (span_equal(word, span_of(names[i])))
            return (enum part_scope)i;
    parser->at = at;
    return otherwise;
}

/* Whether a line only names a mention that is sought in the whole report. */
static bool use_is_of_mention(enum part_use use)
{
    return use == PART_NEAR || use == PART_MAIN || use == PART_NEWS || use == PART_TOPIC ||
           use == PART_SPOKEN;
}

/* What is sought where a subject or an object stands begins there; likewise an argument of which no
 * word is marked. */
static bool part_is_seated(const struct part *part, const struct element_sequence *sequence)
{
    bool seated = part->scope == SCOPE_ARGUMENT;
    for (size_t i = 0; i < sequence->count; i++)
        seated &= !sequence->items[i].anchor;
    return seated || part->scope == SCOPE_SUBJECT || part->scope == SCOPE_OBJECT;
}

static bool line_elements(struct parser *parser, enum part_use use)
{
    struct pattern *pattern = parser_pattern(parser);
    if (!pattern)
        return false;
    if (parser->in_group && use == PART_MATCH)
        return parser_fail(parser, 0, "grammar.outside_pattern", SPAN(""),
                           SPAN("pattern NAME -> KIND"));
    struct part part = {.use = (uint8_t)use, .line = parser->line};
    if (use != PART_MATCH)
        part.scope =
            (uint8_t)line_scope(parser, use == PART_UNLESS ? SCOPE_CLAUSE : SCOPE_SENTENCE);
    struct element_sequence *sequence =
        ARENA_NEW(parser->grammar->arena, struct element_sequence, 1);
    parser_skip_space(parser);
    size_t at = parser->at;
    if (!parser_sequence(parser, sequence) ||
        (use_is_of_mention(use) && !line_check_mention(parser, sequence, at)) ||
        !line_check_bindings(parser, sequence))
        return false;
    part.seated = part_is_seated(&part, sequence);
    if (!part_compile(parser, sequence, part.seated, &part.start, &part.anchor))
        return false;
    part.elements = sequence;
    part.leaf = part.anchor->leaf;
    part.role = part.leaf.type == NODE_LIST ? part.leaf.role : part.anchor->role;
    part.anchor_set = anchor_words(parser->grammar, part.anchor);
    *ARRAY_PUSH(parser->grammar->arena, &pattern->parts) = part;
    return true;
}

/* "is PROPERTY=CODE" */
static bool line_is(struct parser *parser)
{
    struct pattern *pattern = parser_pattern(parser);
    if (!pattern)
        return false;
    parser_skip_space(parser);
    size_t at = parser->at;
    struct span name = parser_word(parser);
    struct span code = {0};
    if (parser->at < parser->text.size && parser->text.data[parser->at] == '=') {
        parser->at++;
        code = parser_word(parser);
    }
    struct span role_name =
        arena_format(parser->grammar->arena, "%.*s.%.*s", SPAN_ARGS(name), SPAN_ARGS(code));
    uint16_t role;
    if (!parser_role(parser, role_name, at, &role))
        return false;
    const struct role *added = &parser->grammar->roles.items[role];
    for (size_t i = 0; i < pattern->fixed.count; i++)
        if (pattern->fixed.items[i].property == added->property && !added->property->listed)
            return parser_fail(parser, at, "grammar.given_twice", name, SPAN("( | )"));
    *ARRAY_PUSH(parser->grammar->arena, &pattern->fixed) =
        (struct fixed_value){added->property, added->choice, added->text};
    return true;
}

/* "confidence 0.85" */
static bool line_confidence(struct parser *parser)
{
    struct pattern *pattern = parser_pattern(parser);
    if (!pattern)
        return false;
    parser_skip_space(parser);
    struct span rest = span_trim(span_slice(parser->text, parser->at, parser->text.size));
    int64_t digits = 0;
    if (rest.size < 3 || rest.size > 5 || !span_starts_with(rest, SPAN("0.")) ||
        !span_to_integer(span_slice(rest, 2, rest.size), &digits) || digits <= 0)
        return parser_fail(parser, parser->at, "grammar.bad_confidence", rest, SPAN("0.85"));
    double scale = rest.size == 3 ? 10 : rest.size == 4 ? 100 : 1000;
    pattern->confidence = (double)digits / scale;
    return true;
}

/* A number with three decimals, the rest of the line. */
static bool parser_weight(struct parser *parser, double *weight)
{
    enum { PLACES = 1000, MOST = 20 };
    parser_skip_space(parser);
    size_t at = parser->at;
    struct span number = span_trim(span_slice(parser->text, at, parser->text.size)), whole;
    bool negative = span_starts_with(number, SPAN("-"));
    struct span rest = span_slice(number, negative, number.size);
    int64_t units = 0, parts = 0;
    if (!span_next_part(&rest, '.', &whole) || !span_to_integer(whole, &units) || rest.size != 3 ||
        !span_to_integer(rest, &parts) || parts < 0 || units < 0 || units >= MOST)
        return parser_fail(parser, at, "grammar.bad_weight", number, SPAN("-0.350"));
    double value = (double)units + (double)parts / PLACES;
    *weight = negative ? -value : value;
    return true;
}

/* "calibrate telling 0.350": a weight of what facts' confidence is made of. */
static bool line_calibrate(struct parser *parser)
{
    parser_skip_space(parser);
    size_t at = parser->at;
    struct span name = parser_word(parser);
    double *weight =
        calibration_weight(&parser->grammar->calibration, parser->grammar->schema, name);
    if (!weight)
        return parser_fail(parser, at, "grammar.unknown_weight", name,
                           SPAN("base pattern telling distance agreement occupation …"));
    return parser_weight(parser, weight);
}

/* What stands up to the next space: «project.place», «shop/town». */
static struct span parser_term(struct parser *parser)
{
    parser_skip_space(parser);
    size_t start = parser->at;
    while (parser->at < parser->text.size && parser->text.data[parser->at] != ' ')
        parser->at++;
    return span_slice(parser->text, start, parser->at);
}

/* "weigh project.place own-spot 0.350": a weight of what sides are chosen by. */
static bool line_weigh(struct parser *parser)
{
    parser_skip_space(parser);
    size_t at = parser->at;
    struct span question = parser_term(parser), look = parser_term(parser);
    double *weight = side_weight(&parser->grammar->sides, question, look);
    if (!weight)
        return parser_fail(parser, at, "grammar.unknown_weight",
                           span_slice(parser->text, at, parser->at),
                           SPAN("project.place own-spot"));
    return parser_weight(parser, weight);
}

/* "chunk person": the whole match stands for the mention of that property in later layers. */
static bool line_chunk(struct parser *parser)
{
    struct pattern *pattern = parser_pattern(parser);
    if (!pattern)
        return false;
    parser_skip_space(parser);
    size_t at = parser->at;
    uint16_t role;
    if (!parser_role(parser, parser_word(parser), at, &role))
        return false;
    pattern->layer = 0;
    const struct schema_property *property = parser->grammar->roles.items[role].property;
    pattern->chunk = (uint16_t)(property - pattern->kind->properties);
    return true;
}

/* "yes TEXT | property=value" and "no TEXT" */
static bool line_example(struct parser *parser, bool matches)
{
    struct pattern *pattern = parser_pattern(parser);
    if (!pattern)
        return false;
    struct grammar *grammar = parser->grammar;
    struct span rest = span_slice(parser->text, parser->at, parser->text.size), text, wanted = {0};
    span_next_part(&rest, '|', &text);
    if (rest.data)
        wanted = rest;
    if (!line_check_example(parser, wanted))
        return false;
    *ARRAY_PUSH(grammar->arena, &grammar->examples) =
        (struct grammar_example){.pattern = pattern->name,
                                 .text = arena_copy(grammar->arena, span_trim(text)),
                                 .wanted = arena_copy(grammar->arena, span_trim(wanted)),
                                 .file = arena_copy(grammar->arena, parser->file),
                                 .line = parser->line,
                                 .matches = matches,
                                 .undoes = pattern->reach == REACH_UNDO};
    return true;
}

static bool parser_line(struct parser *parser)
{
    static const struct {
        const char *word;
        enum part_use use;
    } uses[] = {{"match", PART_MATCH},  {"need", PART_NEED},     {"also", PART_ALSO},
                {"every", PART_EVERY},  {"unless", PART_UNLESS}, {"near", PART_NEAR},
                {"main", PART_MAIN},    {"topic", PART_TOPIC},   {"news", PART_NEWS},
                {"spoken", PART_SPOKEN}};
    parser_skip_space(parser);
    size_t at = parser->at;
    struct span word = parser_word(parser);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (span_equal(word, span_of(uses[i].word)))
            return line_elements(parser, uses[i].use);
    if (span_equal(word, SPAN("pattern")))
        return line_pattern(parser);
    if (span_equal(word, SPAN("group")))
        return line_group(parser);
    if (span_equal(word, SPAN("with")))
        return line_with(parser);
    if (span_equal(word, SPAN("words")))
        return line_words(parser);
    if (span_equal(word, SPAN("part")))
        return line_part(parser);
    if (span_equal(word, SPAN("is")))
        return line_is(parser);
    if (span_equal(word, SPAN("confidence")))
        return line_confidence(parser);
    if (span_equal(word, SPAN("calibrate")))
        return line_calibrate(parser);
    if (span_equal(word, SPAN("weigh")))
        return line_weigh(parser);
    if (span_equal(word, SPAN("chunk")))
        return line_chunk(parser);
    if (span_equal(word, SPAN("yes")) || span_equal(word, SPAN("no")))
        return line_example(parser, span_equal(word, SPAN("yes")));
    return parser_fail(
        parser, at, "grammar.unknown_line", span_slice(parser->text, at, parser->text.size),
        SPAN("pattern group with words part match need also every near main topic news unless "
             "is confidence chunk "
             "calibrate weigh yes no"));
}

/* The line without its comment: "#" at its start or behind a space. */
static struct span line_without_comment(struct span line)
{
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] == '#' && (i == 0 || line.data[i - 1] == ' '))
            return span_slice(line, 0, i);
    return line;
}

/* Whether a pattern has something to match; said at its last line. */
static bool pattern_check(struct parser *parser, size_t known)
{
    struct grammar *grammar = parser->grammar;
    for (size_t i = known; i < grammar->patterns.count; i++) {
        const struct pattern *pattern = &grammar->patterns.items[i];
        bool any = false;
        for (size_t j = 0; j < pattern->parts.count; j++)
            any |= pattern->parts.items[j].use == PART_MATCH;
        if (!any)
            return parser_fail(parser, 0, "grammar.nothing_to_match", pattern->name, SPAN("match"));
    }
    return true;
}

bool grammar_add(struct grammar *grammar, struct span file, struct span text, struct error *error)
{
    struct parser parser = {.grammar = grammar, .file = file, .error = error};
    size_t known = grammar->patterns.count;
    bool good = true;
    struct span line;
    struct span rest = text;
    size_t invalid = utf8_check(text);
    if (invalid < text.size) {
        parser.line = 1;
        return parser_fail(&parser, 0, "grammar.not_utf8", SPAN(""), SPAN("UTF-8"));
    }
    while (span_next_line(&rest, &line)) {
        parser.line++;
        parser.text = span_trim(line_without_comment(line));
        /* Columns count from the line's start, as an editor shows them. */
        if (parser.text.size)
            parser.text =
                (struct span){line.data, (size_t)(parser.text.data - line.data) + parser.text.size};
        size_t room = LINE_ELEMENTS;
        parser.at = 0;
        parser.depth = 0;
        parser.room = &room;
        if (parser.text.size && !parser_line(&parser))
            good = false;
    }
    return good && pattern_check(&parser, known);
}

/* Fills the map from the dictionary's lemma numbers to the grammar's. */
static void grammar_link_lemmas(struct grammar *grammar)
{
    size_t count = grammar->lemmas.strings.count;
    grammar->lemma_capacity = 16;
    while (grammar->lemma_capacity < count * 2)
        grammar->lemma_capacity *= 2;
    grammar->lemma_slots = ARENA_NEW(grammar->arena, struct lemma_slot, grammar->lemma_capacity);
    for (uint32_t lemma = 1; lemma <= count; lemma++) {
        uint32_t key = morphology_lemma_id(intern_string(&grammar->lemmas, lemma));
        size_t slot = key & (grammar->lemma_capacity - 1);
        while (grammar->lemma_slots[slot].key)
            slot = (slot + 1) & (grammar->lemma_capacity - 1);
        grammar->lemma_slots[slot] = (struct lemma_slot){key, lemma};
    }
}

static uint32_t lemma_of(const struct grammar *grammar, uint32_t key)
{
    if (!key || !grammar->lemma_capacity)
        return 0;
    size_t mask = grammar->lemma_capacity - 1;
    for (size_t slot = key & mask; grammar->lemma_slots[slot].key; slot = (slot + 1) & mask)
        if (grammar->lemma_slots[slot].key == key)
            return grammar->lemma_slots[slot].lemma;
    return 0;
}

/* The layers that have a word for an anchor: bits. */
static uint16_t word_anchors(const struct grammar *grammar, const struct grammar_word *word)
{
    unsigned anchors = 0;
    for (unsigned layer = 0; grammar->by_lemma && layer < GRAMMAR_LAYERS; layer++) {
        const struct candidates *by_lemma =
            grammar->by_lemma + layer * (grammar->lemmas.strings.count + 1);
        const struct candidates *by_form =
            grammar->by_form + layer * (grammar->forms.strings.count + 1);
        bool any = word->form && by_form[word->form].count;
        for (size_t i = 0; !any && i < word->lemma_count; i++)
            any = by_lemma[word->lemmas[i].lemma].count;
        anchors |= (unsigned)any << layer;
    }
    return (uint16_t)anchors;
}

/* A participle is found by its own lemma and by its verb's. */
struct grammar_word grammar_word_of(const struct grammar *grammar, struct span folded,
                                    const struct analysis *analyses, size_t count,
                                    struct word_lemma *lemmas)
{
    struct grammar_word word = {.lemmas = lemmas, .form = intern_find(&grammar->forms, folded)};
    for (uint32_t i = 0; i < count; i++) {
        const struct analysis *analysis = &analyses[i];
        if (i > 0 && analysis->weight < FAR_FETCHED)
            continue;
        uint32_t lemma = lemma_of(grammar, analysis->lemma);
        if (lemma)
            lemmas[word.lemma_count++] = (struct word_lemma){lemma, i};
        uint32_t base = analysis->base == analysis->lemma ? 0 : lemma_of(grammar, analysis->base);
        if (base)
            lemmas[word.lemma_count++] = (struct word_lemma){base, i};
    }
    uint32_t itself = grammar->form_lemmas && count ? intern_find(&grammar->lemmas, folded) : 0;
    if (itself && grammar->form_lemmas[itself])
        lemmas[word.lemma_count++] = (struct word_lemma){itself, 0};
    word.anchors = word_anchors(grammar, &word);
    word.sketch = grammar_word_sketch(&word);
    return word;
}

uint64_t grammar_word_sketch(const struct grammar_word *word)
{
    uint64_t sketch = 0;
    for (size_t i = 0; i < word->lemma_count; i++)
        sketch |= lemma_sketch(word->lemmas[i].lemma);
    return sketch;
}

bool grammar_word_good(const struct grammar *grammar, const struct grammar_word *word,
                       size_t analyses)
{
    bool good = word->form <= grammar->forms.strings.count;
    for (uint32_t i = 0; i < word->lemma_count; i++)
        good &= word->lemmas[i].lemma <= grammar->lemmas.strings.count &&
                word->lemmas[i].analysis < analyses;
    return good;
}

void grammar_find_forms(struct grammar *grammar, const struct morphology *morphology)
{
    struct analysis analyses[ANALYSIS_LIMIT];
    struct word_lemma lemmas[2 * ANALYSIS_LIMIT + 1];
    size_t count = grammar->lemmas.strings.count;
    bool *forms = ARENA_NEW(grammar->arena, bool, count + 1);
    grammar->form_lemmas = NULL;
    for (uint32_t lemma = 1; lemma <= count; lemma++) {
        struct span text = intern_string(&grammar->lemmas, lemma);
        size_t found = morphology_analyze(morphology, text, analyses, ANALYSIS_LIMIT);
        struct grammar_word word = grammar_word_of(grammar, text, analyses, found, lemmas);
        forms[lemma] = true;
        for (uint32_t i = 0; i < word.lemma_count; i++)
            if (word.lemmas[i].lemma == lemma)
                forms[lemma] = false;
    }
    grammar->form_lemmas = forms;
}

/* Puts into sets what the sets hold that they are made of. */
static void grammar_unite_sets(struct grammar *grammar)
{
    for (size_t i = 0; i < grammar->unions.count; i++)
        grammar_set_join(grammar, grammar->unions.items[i].set, grammar->unions.items[i].part);
}

/* Gives the nodes that want words the sketches of their sets. */
static void grammar_sketch_sets(struct grammar *grammar)
{
    for (size_t i = 0; i < grammar->nodes.count; i++) {
        struct node *node = &grammar->nodes.items[i];
        if (node->type != NODE_WORD)
            continue;
        const struct lemma_set *set = &grammar->sets.items[node->set];
        node->sketch = 0;
        for (size_t k = 0; k < set->capacity; k++)
            node->sketch |= set->bits[k];
    }
}

void grammar_finish(struct grammar *grammar)
{
    grammar_unite_sets(grammar);
    grammar_sketch_sets(grammar);
    map_init(&grammar->wanted_by_bits, grammar->arena);
    map_init(&grammar->joined_by_pair, grammar->arena);
    grammar->wanted.count = 0;
    grammar_link_lemmas(grammar);
    grammar->by_lemma = ARENA_NEW(grammar->arena, struct candidates,
                                  GRAMMAR_LAYERS * (grammar->lemmas.strings.count + 1));
    grammar->by_form = ARENA_NEW(grammar->arena, struct candidates,
                                 GRAMMAR_LAYERS * (grammar->forms.strings.count + 1));
    for (uint32_t i = 0; i < grammar->patterns.count; i++) {
        struct pattern *pattern = &grammar->patterns.items[i];
        pattern_find_wants(grammar, pattern);
        for (uint32_t j = 0; j < pattern->parts.count; j++)
            if (pattern->parts.items[j].use == PART_MATCH)
                anchor_index(grammar, pattern->layer, pattern->parts.items[j].anchor,
                             part_candidate(&pattern->parts.items[j], i, j));
    }
    grammar_index_wanted(grammar);
}

static int names_compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool grammar_files(struct arena *arena, struct span data_folder, struct grammar_files *files,
                   struct error *error)
{
    const char *path = data_path(arena, data_folder, "grammar");
    *files = (struct grammar_files){0};
    DIR *folder = opendir(path);
    if (!folder)
        return error_add(error, "grammar.no_folder", "file", path, NULL);
    struct dirent *entry;
    while ((entry = readdir(folder)))
        if (span_ends_with(span_of(entry->d_name), SPAN(".txt")))
            *ARRAY_PUSH(arena, files) = arena_copy(arena, span_of(entry->d_name)).data;
    closedir(folder);
    if (files->count)
        qsort(files->items, files->count, sizeof *files->items, names_compare);
    return true;
}

/* Adds one file, and its bytes to those that the version is made of. */
static bool file_add(struct grammar *grammar, const char *path, const char *name,
                     struct buffer *all, struct error *error)
{
    struct buffer bytes;
    buffer_init(&bytes, GRAMMAR_FILE_LIMIT);
    bool good = file_read(path, &bytes, error) &&
                grammar_add(grammar, span_of(name), buffer_span(&bytes), error);
    buffer_append(all, buffer_span(&bytes));
    buffer_release(&bytes);
    return good;
}

bool grammar_load(struct grammar **grammar, struct arena *arena, struct span data_folder,
                  const struct schema *schema, struct error *error)
{
    struct span path = span_of(data_path(arena, data_folder, "grammar"));
    struct grammar_files names;
    if (!grammar_files(arena, data_folder, &names, error))
        return false;
    *grammar = grammar_new(arena, schema);
    struct buffer all;
    buffer_init(&all, (size_t)GRAMMAR_FILE_LIMIT * 16);
    bool good = true;
    for (size_t i = 0; i < names.count; i++)
        good &=
            file_add(*grammar, data_path(arena, path, names.items[i]), names.items[i], &all, error);
    struct digest digest = digest_of(buffer_span(&all));
    buffer_release(&all);
    char text[DIGEST_TEXT];
    (*grammar)->version = arena_copy(arena, span_of(digest_write(&digest, text)));
    grammar_finish(*grammar);
    return good;
}
