/* Elements to nodes, in the direction in which the matcher will run over them, and the index of
 * anchors. */
#include "grammar_parse.h"
#include "matcher_run.h"

static uint32_t node_new(struct grammar *grammar, struct node node)
{
    *ARRAY_PUSH(grammar->arena, &grammar->nodes) = node;
    return (uint32_t)grammar->nodes.count - 1;
}

static uint32_t compile_sequence(struct grammar *grammar, const struct element_sequence *sequence,
                                 size_t from, size_t to, bool left, uint32_t next);

/* Whether an alternative is one word of a set, and nothing more is said of it. */
static bool is_plain_word(const struct element_sequence *alternative)
{
    const struct element *element = &alternative->items[0];
    const struct node *leaf = &element->leaf;
    return alternative->count == 1 && !element->is_group && !element->optional &&
           !element->repeated && element->role == NO_ROLE && leaf->type == NODE_WORD &&
           !leaf->parts && !leaf->wanted && !leaf->flags && !leaf->label;
}

/* Alternatives from first on up to the last, which is given back, that are words: (завод | %plant)
 * is one word of a set, and no fork. first itself where fewer than two are. */
static size_t compile_words(struct grammar *grammar, const struct element *element, size_t first,
                            uint32_t next, uint32_t *node)
{
    size_t last = first;
    while (last + 1 < element->alternative_count && is_plain_word(&element->alternatives[first]) &&
           is_plain_word(&element->alternatives[last + 1]))
        last++;
    if (last == first)
        return first;
    uint32_t set = grammar_set_new(grammar);
    for (size_t i = first; i <= last; i++)
        *ARRAY_PUSH(grammar->arena, &grammar->unions) =
            (struct set_union){set, element->alternatives[i].items[0].leaf.set};
    *node = node_new(grammar, (struct node){.type = NODE_WORD, .set = set, .next = next});
    return last;
}

/* The element's leaf or alternatives, without its suffixes and role. */
static uint32_t compile_core(struct grammar *grammar, const struct element *element, bool left,
                             uint32_t next)
{
    if (!element->is_group) {
        struct node node = element->leaf;
        node.next = next;
        return node_new(grammar, node);
    }
    uint32_t *bodies = ARENA_NEW(grammar->arena, uint32_t, element->alternative_count);
    size_t count = 0;
    for (size_t i = 0; i < element->alternative_count; i++) {
        const struct element_sequence *alternative = &element->alternatives[i];
        size_t last = compile_words(grammar, element, i, next, &bodies[count]);
        if (last == i)
            bodies[count] =
                compile_sequence(grammar, alternative, 0, alternative->count, left, next);
        count++;
        i = last;
    }
    uint32_t chain = bodies[count - 1];
    for (size_t i = count - 1; i-- > 0;)
        chain =
            node_new(grammar, (struct node){.type = NODE_SPLIT, .next = bodies[i], .other = chain});
    return chain;
}

static uint32_t compile_bound(struct grammar *grammar, const struct element *element, bool left,
                              uint32_t next)
{
    if (element->role == NO_ROLE)
        return compile_core(grammar, element, left, next);
    struct node edge = {.type = NODE_CLOSE, .role = element->role, .next = next};
    edge.next = compile_core(grammar, element, left, node_new(grammar, edge));
    edge.type = NODE_OPEN;
    return node_new(grammar, edge);
}

static uint32_t compile_element(struct grammar *grammar, const struct element *element, bool left,
                                uint32_t next)
{
    if (!element->repeated) {
        uint32_t body = compile_bound(grammar, element, left, next);
        if (!element->optional)
            return body;
        return node_new(grammar, (struct node){.type = NODE_SPLIT, .next = body, .other = next});
    }
    uint32_t split = node_new(grammar, (struct node){.type = NODE_SPLIT});
    uint32_t body = compile_bound(grammar, element, left, split);
    grammar->nodes.items[split].next = element->lazy ? next : body;
    grammar->nodes.items[split].other = element->lazy ? body : next;
    return element->optional ? split : body;
}

/* Elements from..to; the matcher meets them in this order, or from the last to the first. */
static uint32_t compile_sequence(struct grammar *grammar, const struct element_sequence *sequence,
                                 size_t from, size_t to, bool left, uint32_t next)
{
    for (size_t i = from; i < to; i++) {
        size_t index = left ? i : to - 1 - (i - from);
        next = compile_element(grammar, &sequence->items[index], left, next);
    }
    return next;
}

static bool leaf_can_anchor(const struct element *element)
{
    uint8_t type = element->leaf.type;
    return type == NODE_WORD || type == NODE_FORM || type == NODE_MENTION || type == NODE_QUOTE ||
           type == NODE_LIST || type == NODE_QUANTITY;
}

/* Whether each way through the element begins with something that the index can hold. */
static bool element_can_anchor(const struct element *element)
{
    if (element->optional)
        return false;
    if (!element->is_group)
        return leaf_can_anchor(element);
    for (size_t i = 0; i < element->alternative_count; i++)
        if (!element_can_anchor(&element->alternatives[i].items[0]))
            return false;
    return true;
}

/* Whether the element is one that is read rightwards alone. */
static bool leaf_needs_right(const struct element *element)
{
    uint8_t type = element->leaf.type;
    return !element->is_group && (type == NODE_CLAUSE || type == NODE_QUANTITY);
}

/* The element that a part is run from; SIZE_MAX where none can be, which is reported. */
static size_t anchor_find(struct parser *parser, const struct element_sequence *sequence)
{
    size_t at = SIZE_MAX, marked = 0;
    for (size_t i = 0; i < sequence->count; i++) {
        if (!sequence->items[i].anchor)
            continue;
        at = i;
        marked++;
    }
    for (size_t i = 0; marked == 0 && at == SIZE_MAX && i < sequence->count; i++)
        if (element_can_anchor(&sequence->items[i]))
            at = i;
    if (marked > 1) {
        parser_fail(parser, sequence->items[at].column, "grammar.two_anchors", SPAN(""), SPAN("!"));
        return SIZE_MAX;
    }
    if (at == SIZE_MAX || !element_can_anchor(&sequence->items[at])) {
        parser_fail(parser, sequence->items[marked ? at : 0].column, "grammar.no_anchor", SPAN(""),
                    SPAN("!"));
        return SIZE_MAX;
    }
    for (size_t i = 0; i < at; i++)
        if (leaf_needs_right(&sequence->items[i])) {
            parser_fail(parser, sequence->items[i].column, "grammar.before_anchor",
                        SPAN("<clause>"), SPAN("!"));
            return SIZE_MAX;
        }
    return at;
}

bool part_compile(struct parser *parser, const struct element_sequence *sequence, bool seated,
                  uint32_t *start, const struct element **anchor)
{
    size_t at = seated ? 0 : anchor_find(parser, sequence);
    if (at == SIZE_MAX)
        return false;
    struct grammar *grammar = parser->grammar;
    uint32_t accept = node_new(grammar, (struct node){.type = NODE_ACCEPT});
    uint32_t left = compile_sequence(grammar, sequence, 0, at, true, accept);
    uint32_t turn = node_new(grammar, (struct node){.type = NODE_TURN, .other = left});
    *start = compile_sequence(grammar, sequence, at, sequence->count, false, turn);
    *anchor = &sequence->items[at];
    return true;
}

uint32_t anchor_words(struct grammar *grammar, const struct element *anchor)
{
    if (!anchor->is_group)
        return anchor->leaf.type == NODE_WORD ? anchor->leaf.set : NO_SET;
    uint32_t set = grammar_set_new(grammar);
    for (size_t i = 0; i < anchor->alternative_count; i++) {
        uint32_t part = anchor_words(grammar, &anchor->alternatives[i].items[0]);
        if (part != NO_SET)
            *ARRAY_PUSH(grammar->arena, &grammar->unions) = (struct set_union){set, part};
    }
    return set;
}

static void candidates_add(struct grammar *grammar, struct candidates *candidates,
                           struct candidate candidate)
{
    if (candidates->count) {
        struct candidate last = candidates->items[candidates->count - 1];
        if (last.pattern == candidate.pattern && last.part == candidate.part)
            return;
    }
    *ARRAY_PUSH(grammar->arena, candidates) = candidate;
}

static void index_mention(struct grammar *grammar, uint8_t layer, const struct node *leaf,
                          struct candidate candidate)
{
    for (unsigned bit = 0; bit < 32; bit++)
        if (leaf->mentions >> bit & 1)
            candidates_add(grammar, &grammar->by_mention[layer][bit], candidate);
    for (unsigned bit = 0; bit < 64; bit++)
        if (leaf->schemas >> bit & 1)
            candidates_add(grammar, &grammar->by_schema[layer][bit], candidate);
}

static void index_words(struct grammar *grammar, uint8_t layer, uint32_t set,
                        struct candidate candidate)
{
    const struct lemma_set *bits = &grammar->sets.items[set];
    size_t stride = grammar->lemmas.strings.count + 1;
    for (size_t word = 0; word < bits->capacity; word++)
        for (uint64_t rest = bits->bits[word]; rest; rest &= rest - 1) {
            size_t lemma = word * 64 + (size_t)__builtin_ctzll(rest);
            candidates_add(grammar, &grammar->by_lemma[layer * stride + lemma], candidate);
        }
}

void anchor_index(struct grammar *grammar, uint8_t layer, const struct element *anchor,
                  struct candidate candidate)
{
    const struct node *leaf = &anchor->leaf;
    if (anchor->is_group) {
        for (size_t i = 0; i < anchor->alternative_count; i++)
            anchor_index(grammar, layer, &anchor->alternatives[i].items[0], candidate);
    } else if (leaf->type == NODE_MENTION || leaf->type == NODE_LIST) {
        index_mention(grammar, layer, leaf, candidate);
    } else if (leaf->type == NODE_WORD) {
        index_words(grammar, layer, leaf->set, candidate);
    } else if (leaf->type == NODE_QUOTE) {
        candidates_add(grammar, &grammar->by_quote[layer], candidate);
    } else if (leaf->type == NODE_QUANTITY) {
        candidates_add(grammar, &grammar->by_number[layer], candidate);
    } else {
        size_t stride = grammar->forms.strings.count + 1;
        candidates_add(grammar, &grammar->by_form[layer * stride + leaf->set], candidate);
    }
}
