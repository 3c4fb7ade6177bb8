/* Reading the elements of a pattern: recursive descent over one line. */
#include "grammar_parse.h"

#include "utf8.h"

enum { PARSER_DEPTH = 20, GAP_LIMIT = 40 };

bool parser_fail(struct parser *parser, size_t at, const char *key, struct span name,
                 struct span mend)
{
    char line[16], column[16];
    snprintf(line, sizeof line, "%u", parser->line);
    snprintf(column, sizeof column, "%zu", utf8_count(span_slice(parser->text, 0, at)) + 1);
    parser->failed = true;
    struct arena *arena = parser->grammar->arena;
    return error_add(parser->error, key, "file", arena_copy(arena, parser->file).data, "line", line,
                     "column", column, "name", arena_copy(arena, name).data, "mend",
                     arena_copy(arena, mend).data, NULL);
}

void parser_skip_space(struct parser *parser)
{
    while (parser->at < parser->text.size &&
           (parser->text.data[parser->at] == ' ' || parser->text.data[parser->at] == '\t'))
        parser->at++;
}

static char parser_peek(const struct parser *parser)
{
    return parser->at < parser->text.size ? parser->text.data[parser->at] : '\0';
}

static bool parser_take(struct parser *parser, char wanted)
{
    if (parser_peek(parser) != wanted)
        return false;
    parser->at++;
    return true;
}

struct span parser_word(struct parser *parser)
{
    size_t start = parser->at;
    while (parser->at < parser->text.size) {
        size_t next = parser->at;
        uint32_t c = utf8_next(parser->text, &next);
        if (!code_point_is_letter(c) && !code_point_is_digit(c) && c != '-' && c != '_')
            break;
        parser->at = next;
    }
    return span_slice(parser->text, start, parser->at);
}

/* The names of parts of speech and grammemes in a pattern: OpenCorpora's, in lower case. */
static const struct tag_name {
    const char *name;
    uint32_t part;
    grammemes grammeme;
    uint16_t flag;
} tag_names[] = {
    {"noun", 1u << POS_NOUN, 0, 0},
    {"adjf", 1u << POS_ADJECTIVE, 0, 0},
    {"adjs", 1u << POS_ADJECTIVE_SHORT, 0, 0},
    {"verb", 1u << POS_VERB, 0, 0},
    {"infn", 1u << POS_INFINITIVE, 0, 0},
    {"prtf", 1u << POS_PARTICIPLE, 0, 0},
    {"prts", 1u << POS_PARTICIPLE_SHORT, 0, 0},
    {"grnd", 1u << POS_GERUND, 0, 0},
    {"numr", 1u << POS_NUMERAL, 0, 0},
    {"advb", 1u << POS_ADVERB, 0, 0},
    {"npro", 1u << POS_PRONOUN, 0, 0},
    {"prep", 1u << POS_PREPOSITION, 0, 0},
    {"conj", 1u << POS_CONJUNCTION, 0, 0},
    {"prcl", 1u << POS_PARTICLE, 0, 0},
    {"nomn", 0, GRAM_NOMINATIVE, 0},
    {"gent", 0, GRAM_GENITIVE, 0},
    {"datv", 0, GRAM_DATIVE, 0},
    {"accs", 0, GRAM_ACCUSATIVE, 0},
    {"ablt", 0, GRAM_INSTRUMENTAL, 0},
    {"loct", 0, GRAM_LOCATIVE, 0},
    {"sing", 0, GRAM_SINGULAR, 0},
    {"plur", 0, GRAM_PLURAL, 0},
    {"masc", 0, GRAM_MASCULINE, 0},
    {"femn", 0, GRAM_FEMININE, 0},
    {"neut", 0, GRAM_NEUTER, 0},
    {"past", 0, GRAM_PAST, 0},
    {"pres", 0, GRAM_PRESENT, 0},
    {"futr", 0, GRAM_FUTURE, 0},
    {"perf", 0, GRAM_PERFECTIVE, 0},
    {"impf", 0, GRAM_IMPERFECTIVE, 0},
    {"actv", 0, GRAM_ACTIVE, 0},
    {"pssv", 0, GRAM_PASSIVE, 0},
    {"capital", 0, 0, NODE_CAPITAL},
    {"named", 0, 0, NODE_NAMED},
    {"reference", 0, 0, NODE_REFERENCE},
    {"plain", 0, 0, NODE_PLAIN},
    {"thing", 0, 0, NODE_THING},
    {"titled", 0, 0, NODE_TITLED},
    {"holding", 0, 0, NODE_HOLDING},
};

/* ":gent,plur" after an element. */
static bool parser_tags(struct parser *parser, struct node *leaf)
{
    if (!parser_take(parser, ':'))
        return true;
    do {
        size_t at = parser->at;
        struct span name = parser_word(parser);
        size_t i = 0;
        while (i < sizeof tag_names / sizeof *tag_names &&
               !span_equal(name, span_of(tag_names[i].name)))
            i++;
        if (i == sizeof tag_names / sizeof *tag_names)
            return parser_fail(parser, at, "grammar.unknown_tag", name,
                               SPAN("nomn gent datv accs ablt loct sing plur noun adjf verb …"));
        leaf->parts |= tag_names[i].part;
        leaf->wanted |= tag_names[i].grammeme;
        leaf->flags |= tag_names[i].flag;
    } while (parser_take(parser, ','));
    return true;
}

static const struct {
    const char *name;
    uint32_t bit;
} mention_names[] = {
    {"person", 1u << MENTION_PERSON},       {"organization", 1u << MENTION_ORGANIZATION},
    {"place", 1u << MENTION_PLACE},         {"position", 1u << MENTION_POSITION},
    {"product", 1u << MENTION_PRODUCT},     {"event", 1u << MENTION_EVENT},
    {"programme", 1u << MENTION_PROGRAMME}, {"document", 1u << MENTION_DOCUMENT},
    {"date", 1u << MENTION_DATE},           {"money", 1u << MENTION_MONEY},
    {"duration", MENTION_DURATION_BIT},
};

/* One name after "@": a type of mention, or a schema of entities, which begins with a capital. */
static bool parser_mention_name(struct parser *parser, struct node *leaf)
{
    size_t at = parser->at;
    struct span name = parser_word(parser);
    for (size_t i = 0; i < sizeof mention_names / sizeof *mention_names; i++)
        if (span_equal(name, span_of(mention_names[i].name))) {
            leaf->mentions |= mention_names[i].bit;
            return true;
        }
    const struct schema_kind *kind = schema_kind_find(parser->grammar->schema, name);
    if (!kind || kind->is_fact || kind->number >= 64)
        return parser_fail(parser, at, "grammar.unknown_mention", name,
                           SPAN("person organization place position product event programme "
                                "document date money duration Person Company …"));
    leaf->schemas |= (uint64_t)1 << kind->number;
    return true;
}

static bool parser_list_name(struct parser *parser, struct node *leaf);

/* "{%regional}": words of which a mention must hold one, or a phrase have one as its head. */
static bool parser_holds(struct parser *parser, struct node *leaf)
{
    if (!parser_take(parser, '{'))
        return true;
    size_t at = parser->at + 1;
    struct node words = {0};
    if (parser_peek(parser) != '%' || !parser_list_name(parser, &words))
        return !parser->failed &&
               parser_fail(parser, at - 1, "grammar.unknown_words",
                           span_slice(parser->text, at - 1, parser->text.size), SPAN("words"));
    leaf->set = words.set;
    leaf->flags |= NODE_HOLDS;
    return parser_take(parser, '}') || parser_fail(parser, at, "grammar.unclosed", SPAN("}"),
                                                   span_slice(parser->text, at, parser->text.size));
}

/* "@organization|place:gent" */
static bool parser_mention(struct parser *parser, struct node *leaf)
{
    leaf->type = NODE_MENTION;
    if (!parser_take(parser, '@'))
        return parser_fail(parser, parser->at, "grammar.mention_expected",
                           span_slice(parser->text, parser->at, parser->text.size),
                           SPAN("[@organization:ablt]"));
    do {
        if (!parser_mention_name(parser, leaf))
            return false;
    } while (parser_take(parser, '|'));
    return parser_holds(parser, leaf) && parser_tags(parser, leaf);
}

/* "<phrases:loct>" and its like. */
static bool parser_special(struct parser *parser, struct node *leaf)
{
    static const struct {
        const char *name;
        uint8_t type;
        uint16_t flags;
    } specials[] = {{"quote", NODE_QUOTE, 0},
                    {"reply", NODE_REPLY, 0},
                    {"number", NODE_NUMBER, 0},
                    {"phrase", NODE_PHRASE, 0},
                    {"narrow", NODE_PHRASE, NODE_NARROW},
                    {"common", NODE_PHRASE, NODE_NARROW | NODE_COMMON},
                    {"amount", NODE_QUANTITY, 0},
                    {"count", NODE_QUANTITY, NODE_COUNTED},
                    {"ordinal", NODE_QUANTITY, NODE_ORDINAL},
                    {"clause", NODE_CLAUSE, 0},
                    {"phrases", NODE_PHRASE, NODE_MANY},
                    {"shared", NODE_PHRASE, NODE_MANY | NODE_SHARED},
                    {"joined", NODE_PHRASE, NODE_MANY | NODE_WHOLE},
                    {"rest", NODE_REST, 0},
                    {"items", NODE_ITEMS, 0},
                    {"start", NODE_START, 0},
                    {"end", NODE_END, 0}};
    size_t at = parser->at++;
    struct span name = parser_word(parser);
    size_t i = 0;
    while (i < sizeof specials / sizeof *specials && !span_equal(name, span_of(specials[i].name)))
        i++;
    if (i == sizeof specials / sizeof *specials)
        return parser_fail(
            parser, at + 1, "grammar.unknown_special", name,
            SPAN("quote reply number amount count ordinal phrase phrases shared joined "
                 "narrow common clause "
                 "rest items start end"));
    leaf->type = specials[i].type;
    leaf->flags = specials[i].flags;
    if ((leaf->type == NODE_PHRASE || leaf->type == NODE_QUANTITY) && !parser_holds(parser, leaf))
        return false;
    if (!parser_tags(parser, leaf))
        return false;
    return parser_take(parser, '>') ||
           parser_fail(parser, parser->at, "grammar.unclosed", SPAN(">"),
                       span_slice(parser->text, at, parser->at));
}

/* "..5": up to five units of the clause; "...5": of the sentence. */
static bool parser_gap(struct parser *parser, struct node *leaf)
{
    size_t at = parser->at, points = 0;
    while (parser_take(parser, '.'))
        points++;
    struct span digits = parser_word(parser);
    int64_t limit = 0;
    if (points < 2 || points > 3 || !span_to_integer(digits, &limit) || limit < 1 ||
        limit > GAP_LIMIT)
        return parser_fail(parser, at, "grammar.bad_gap", span_slice(parser->text, at, parser->at),
                           SPAN("..5 ...8"));
    leaf->type = NODE_GAP;
    leaf->limit = (uint16_t)limit;
    leaf->flags = points == 3 ? NODE_ACROSS : 0;
    return true;
}

static struct span fold(struct grammar *grammar, struct span word)
{
    char *out = arena_alloc(grammar->arena, word.size + 1, 1);
    return (struct span){out, utf8_lower(word, out, true)};
}

uint32_t grammar_set_new(struct grammar *grammar)
{
    *ARRAY_PUSH(grammar->arena, &grammar->sets) = (struct lemma_set){0};
    return (uint32_t)grammar->sets.count - 1;
}

void grammar_set_add(struct grammar *grammar, uint32_t set, struct span lemma)
{
    grammar_set_put(grammar, set, intern_add(&grammar->lemmas, fold(grammar, lemma)));
}

static void set_reserve(struct grammar *grammar, struct lemma_set *bits, size_t capacity)
{
    if (capacity <= bits->capacity)
        return;
    uint64_t *wider = ARENA_NEW(grammar->arena, uint64_t, capacity);
    if (bits->bits)
        memcpy(wider, bits->bits, bits->capacity * sizeof *wider);
    bits->bits = wider;
    bits->capacity = capacity;
}

void grammar_set_put(struct grammar *grammar, uint32_t set, uint32_t number)
{
    struct lemma_set *bits = &grammar->sets.items[set];
    if (number / 64 >= bits->capacity)
        set_reserve(grammar, bits, number / 64 + 8);
    bits->bits[number / 64] |= (uint64_t)1 << number % 64;
}

void grammar_set_join(struct grammar *grammar, uint32_t set, uint32_t other)
{
    struct lemma_set *bits = &grammar->sets.items[set];
    const struct lemma_set *from = &grammar->sets.items[other];
    set_reserve(grammar, bits, from->capacity);
    for (size_t i = 0; i < from->capacity; i++)
        bits->bits[i] |= from->bits[i];
}

static uint32_t set_of_word(struct grammar *grammar, struct span word)
{
    struct span key = arena_format(grammar->arena, "=%.*s", SPAN_ARGS(word));
    bool added;
    uint32_t *set = map_add(&grammar->lists, key, &added);
    if (added) {
        uint32_t number = grammar_set_new(grammar);
        *set = number;
        grammar_set_add(grammar, number, word);
    }
    return *set;
}

/* "%sign": a word list. */
static bool parser_list_name(struct parser *parser, struct node *leaf)
{
    size_t at = ++parser->at;
    struct span name = parser_word(parser);
    uint32_t *set = map_find(&parser->grammar->lists, name);
    if (!set)
        return parser_fail(parser, at, "grammar.unknown_words", name, SPAN("words"));
    leaf->type = NODE_WORD;
    leaf->set = *set;
    return parser_tags(parser, leaf);
}

static struct element *element_new(struct element_sequence *sequence, struct parser *parser)
{
    enum { FEW = 2 };
    if (sequence->capacity == 0) { /* there are very many of one element, as alternatives */
        sequence->items = ARENA_NEW(parser->grammar->arena, struct element, FEW);
        sequence->capacity = FEW;
    }
    struct element *element = ARRAY_PUSH(parser->grammar->arena, sequence);
    element->role = NO_ROLE;
    element->leaf.role = NO_ROLE;
    element->column = (unsigned)parser->at;
    return element;
}

/* A group of one alternative, to which elements can be added. */
static struct element_sequence *element_make_group(struct parser *parser, struct element *element)
{
    element->is_group = true;
    element->alternatives = ARENA_NEW(parser->grammar->arena, struct element_sequence, 1);
    element->alternative_count = 1;
    return element->alternatives;
}

/* "число_резидентов" with spaces for its low lines. */
static struct span with_spaces(struct grammar *grammar, struct span words)
{
    char *text = arena_alloc(grammar->arena, words.size + 1, 1);
    for (size_t i = 0; i < words.size; i++)
        text[i] = words.data[i] == '_' ? ' ' : words.data[i];
    return (struct span){text, words.size};
}

/* The forms between quotation marks: words and marks as they stand. */
static bool parser_forms(struct parser *parser, struct element *element)
{
    size_t at = parser->at++;
    size_t end = span_find(parser->text, SPAN("\""), parser->at);
    if (end == SIZE_MAX || end == parser->at)
        return parser_fail(parser, at, "grammar.unclosed", SPAN("\""),
                           span_slice(parser->text, at, parser->text.size));
    struct span rest = span_slice(parser->text, parser->at, end), form;
    parser->at = end + 1;
    struct element_sequence *forms = element_make_group(parser, element);
    while (span_next_part(&rest, ' ', &form)) {
        if (form.size == 0)
            continue;
        struct element *part = element_new(forms, parser);
        part->leaf.type = NODE_FORM;
        struct span folded = fold(parser->grammar, with_spaces(parser->grammar, form));
        part->leaf.set = intern_add(&parser->grammar->forms, folded);
    }
    if (forms->count == 1) {
        struct node leaf = forms->items[0].leaf;
        element->is_group = false;
        element->leaf = leaf;
    }
    return true;
}

static bool parser_elements(struct parser *parser, struct element_sequence *sequence);

/* "( A | B )" */
static bool parser_group(struct parser *parser, struct element *element)
{
    size_t at = parser->at++;
    struct {
        struct element_sequence *items;
        size_t count;
        size_t capacity;
    } alternatives = {0};
    if (++parser->depth > PARSER_DEPTH)
        return parser_fail(parser, at, "grammar.too_deep", SPAN("("), SPAN(""));
    do {
        struct element_sequence alternative = {0};
        if (!parser_elements(parser, &alternative))
            return false;
        if (alternative.count == 0)
            return parser_fail(parser, parser->at, "grammar.empty", SPAN("( | )"), SPAN("(A | B)"));
        *ARRAY_PUSH(parser->grammar->arena, &alternatives) = alternative;
    } while (parser_take(parser, '|'));
    parser->depth--;
    if (!parser_take(parser, ')'))
        return parser_fail(parser, at, "grammar.unclosed", SPAN(")"),
                           span_slice(parser->text, at, parser->text.size));
    element->is_group = true;
    element->alternatives = alternatives.items;
    element->alternative_count = alternatives.count;
    return true;
}

/* "$office": a part, whose elements stand here as if written out; it is read anew at each use, so
 * that the roles in it are those of the pattern's kind. */
static bool parser_part_name(struct parser *parser, struct element *element)
{
    size_t at = ++parser->at;
    struct span name = parser_word(parser);
    uint32_t *number = map_find(&parser->grammar->parts, name);
    if (!number)
        return parser_fail(parser, at, "grammar.unknown_part", name, SPAN("part"));
    if (parser->depth >= PARSER_DEPTH)
        return parser_fail(parser, at, "grammar.endless_part", name, SPAN(""));
    struct named_part *part = &parser->grammar->named_parts.items[*number];
    struct parser inner = {.grammar = parser->grammar,
                           .kind = parser->kind,
                           .file = part->file,
                           .line = part->line,
                           .text = part->text,
                           .at = part->at,
                           .error = parser->error,
                           .depth = parser->depth + 1,
                           .room = parser->room};
    if (parser_sequence(&inner, element_make_group(parser, element)))
        return true;
    parser->failed = true;
    return false;
}

/* Names with spaces between them, for a message. */
static struct span names_join(struct parser *parser, struct span names, struct span name)
{
    return arena_format(parser->grammar->arena, "%.*s%s%.*s", SPAN_ARGS(names),
                        names.size ? " " : "", SPAN_ARGS(name));
}

const struct schema_property *parser_property(struct parser *parser, struct span name, size_t at)
{
    const struct schema_property *property = schema_property_find(parser->kind, name);
    struct span known = SPAN("");
    for (size_t i = 0; !property && i < parser->kind->property_count; i++)
        known = names_join(parser, known, parser->kind->properties[i].name);
    if (!property)
        parser_fail(parser, at, "grammar.unknown_property", name, known);
    return property;
}

bool parser_fail_choice(struct parser *parser, const struct schema_property *property,
                        struct span name, size_t at)
{
    struct span known = SPAN("");
    for (size_t i = 0; i < property->choice_count; i++)
        known = names_join(parser, known, property->choices[i].code);
    return parser_fail(parser, at,
                       property->choice_count ? "grammar.unknown_choice" : "grammar.no_choices",
                       name, property->choice_count ? known : property->name);
}

bool parser_role(struct parser *parser, struct span name, size_t at, uint16_t *role)
{
    struct span rest = name, property_name, code = {0};
    span_next_part(&rest, '.', &property_name);
    span_next_part(&rest, '.', &code);
    if (!parser->kind)
        return parser_fail(parser, at, "grammar.role_in_part", name, SPAN(""));
    const struct schema_property *property = parser_property(parser, property_name, at);
    if (!property)
        return false;
    struct role added = {.property = property};
    if (code.size && property->type == VALUE_SIGNATORY && span_equal(code, SPAN("for")))
        added.on_behalf = true;
    else if (code.size && property->type == VALUE_TEXT)
        added.text = with_spaces(parser->grammar, code);
    else if (code.size || property->type == VALUE_CHOICE) {
        added.choice = property->type == VALUE_CHOICE ? schema_choice_find(property, code) : NULL;
        if (!added.choice && property->type != VALUE_BOOLEAN)
            return parser_fail_choice(parser, property, name, at);
    }
    if (parser->grammar->roles.count == NO_ROLE)
        return parser_fail(parser, at, "grammar.too_deep", name, SPAN(""));
    *role = (uint16_t)parser->grammar->roles.count;
    *ARRAY_PUSH(parser->grammar->arena, &parser->grammar->roles) = added;
    return true;
}

/* What may be bound to a property of a type, for the message; NULL where the element fits. A group
 * is looked into when it has matched. */
static const char *role_misfit(const struct role *role, const struct element *element)
{
    const struct node *leaf = &element->leaf;
    bool mention = leaf->type == NODE_MENTION || leaf->type == NODE_LIST;
    uint32_t dates = 1u << MENTION_DATE | MENTION_DURATION_BIT, money = 1u << MENTION_MONEY;
    if (element->is_group || role->choice || role->property->type == VALUE_TEXT)
        return NULL;
    switch (role->property->type) {
    case VALUE_DATE:
        return mention && leaf->mentions == 1u << MENTION_DATE ? NULL : "@date";
    case VALUE_DURATION:
        return mention && leaf->mentions == MENTION_DURATION_BIT ? NULL : "@duration";
    case VALUE_MONEY:
        return mention && leaf->mentions == money ? NULL : "@money";
    case VALUE_INTEGER:
    case VALUE_NUMBER:
        return leaf->type == NODE_NUMBER || leaf->type == NODE_QUANTITY ||
                       (mention && leaf->mentions == money)
                   ? NULL
                   : "<number> <amount> <count> <ordinal> @money";
    case VALUE_ENTITY:
    case VALUE_FACT_OR_ENTITY:
    case VALUE_SIGNATORY:
        return mention && !(leaf->mentions & (dates | money)) ? NULL : "@person @organization …";
    default:
        return NULL;
    }
}

/* "[@organization:ablt]" behind a role. */
static bool parser_list(struct parser *parser, struct element *element)
{
    size_t at = parser->at++;
    if (element->role == NO_ROLE)
        return parser_fail(parser, at, "grammar.list_without_role", SPAN("["),
                           SPAN("parties=[@organization]"));
    if (!parser_mention(parser, &element->leaf))
        return false;
    element->leaf.type = NODE_LIST;
    element->leaf.role = element->role;
    element->role = NO_ROLE;
    return parser_take(parser, ']') || parser_fail(parser, at, "grammar.unclosed", SPAN("]"),
                                                   span_slice(parser->text, at, parser->text.size));
}

static bool parser_atom(struct parser *parser, struct element *element);

/* "~%until", "~до": what must not stand to the left. */
static bool parser_not(struct parser *parser, struct element *element)
{
    size_t at = parser->at++;
    if (!parser_atom(parser, element))
        return false;
    if (element->is_group || element->leaf.type != NODE_WORD)
        return parser_fail(parser, at, "grammar.unexpected", SPAN("~"), SPAN(""));
    element->leaf.type = NODE_NOT;
    return true;
}

/* What stands behind "property=". */
static bool parser_bound(struct parser *parser, struct element *element, size_t at)
{
    uint16_t number = element->role;
    if (!parser_atom(parser, element))
        return false;
    const struct role *role = &parser->grammar->roles.items[number];
    const char *misfit = role_misfit(role, element);
    return !misfit ||
           parser_fail(parser, at, "grammar.wrong_type", role->property->name, span_of(misfit));
}

/* A lemma, or "property=" and what is bound to it. */
static bool parser_word_or_role(struct parser *parser, struct element *element)
{
    size_t at = parser->at;
    struct span word = parser_word(parser);
    if (word.size == 0)
        return parser_fail(parser, at, "grammar.unexpected",
                           span_slice(parser->text, at, parser->text.size), SPAN(""));
    while (parser_peek(parser) == '.' && parser->at + 1 < parser->text.size &&
           parser->text.data[parser->at + 1] != '.') {
        parser->at++;
        parser_word(parser);
        word = span_slice(parser->text, at, parser->at);
    }
    if (parser_take(parser, '=')) {
        if (element->role != NO_ROLE)
            return parser_fail(parser, at, "grammar.two_roles", word, SPAN(""));
        return parser_role(parser, word, at, &element->role) && parser_bound(parser, element, at);
    }
    element->leaf.type = NODE_WORD;
    element->leaf.set = set_of_word(parser->grammar, word);
    return parser_tags(parser, &element->leaf);
}

static bool parser_atom(struct parser *parser, struct element *element)
{
    switch (parser_peek(parser)) {
    case '(':
        return parser_group(parser, element);
    case '"':
        return parser_forms(parser, element);
    case '@':
        return parser_mention(parser, &element->leaf);
    case '%':
        return parser_list_name(parser, &element->leaf);
    case '$':
        return parser_part_name(parser, element);
    case '<':
        return parser_special(parser, &element->leaf);
    case '.':
        return parser_gap(parser, &element->leaf);
    case '~':
        return parser_not(parser, element);
    case '[':
        return parser_list(parser, element);
    case '*':
        parser->at++;
        element->leaf.type = NODE_ANY;
        return parser_tags(parser, &element->leaf);
    default:
        return parser_word_or_role(parser, element);
    }
}

/* What may stand behind an element: ? * + *? +? ! ^1 */
static bool parser_suffixes(struct parser *parser, struct element *element)
{
    for (;;) {
        if (parser_take(parser, '?')) {
            element->lazy = element->repeated;
            element->optional |= !element->repeated;
        } else if (parser_take(parser, '*'))
            element->optional = element->repeated = true;
        else if (parser_take(parser, '+'))
            element->repeated = true;
        else if (parser_take(parser, '!'))
            element->anchor = true;
        else if (parser_take(parser, '^')) {
            char digit = parser_peek(parser);
            if (digit < '1' || digit > '0' + AGREEMENT_LABELS - 1 || element->is_group)
                return parser_fail(parser, parser->at, "grammar.bad_label", SPAN("^"), SPAN("^1"));
            element->leaf.label = (uint8_t)(digit - '0');
            parser->at++;
        } else
            return true;
    }
}

static bool parser_elements(struct parser *parser, struct element_sequence *sequence)
{
    for (;;) {
        parser_skip_space(parser);
        char c = parser_peek(parser);
        if (c == '\0' || c == '|' || c == ')')
            return true;
        if (parser->room && (*parser->room)-- == 0)
            return parser_fail(parser, parser->at, "grammar.too_long", SPAN(""), SPAN(""));
        struct element *element = element_new(sequence, parser);
        if (!parser_atom(parser, element) || !parser_suffixes(parser, element))
            return false;
    }
}

bool parser_sequence(struct parser *parser, struct element_sequence *sequence)
{
    if (!parser_elements(parser, sequence))
        return false;
    if (parser->at < parser->text.size)
        return parser_fail(parser, parser->at, "grammar.unexpected",
                           span_slice(parser->text, parser->at, parser->at + 1), SPAN("( )"));
    return sequence->count > 0 ||
           parser_fail(parser, parser->at, "grammar.empty", SPAN(""), SPAN(""));
}
