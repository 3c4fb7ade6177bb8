/* What a grammar's lines may not say although each element of theirs is right: a property given
 * twice, an example that names none. */
#include "grammar_parse.h"

enum { CHECKED = 64 };

/* Properties of one value that all ways through what was read so far bind. */
struct bound {
    const struct schema_property *items[CHECKED];
    size_t count;
};

static bool bound_has(const struct bound *bound, const struct schema_property *property)
{
    for (size_t i = 0; i < bound->count; i++)
        if (bound->items[i] == property)
            return true;
    return false;
}

static void bound_add(struct bound *bound, const struct schema_property *property)
{
    if (bound->count < CHECKED && !bound_has(bound, property))
        bound->items[bound->count++] = property;
}

static bool sequence_check(struct parser *parser, const struct element_sequence *sequence,
                           struct bound *bound);

/* The alternatives each on their own; bound behind them is what all bind. */
static bool alternatives_check(struct parser *parser, const struct element *element,
                               struct bound *bound)
{
    struct bound common = {0};
    for (size_t i = 0; i < element->alternative_count; i++) {
        struct bound here = *bound;
        if (!sequence_check(parser, &element->alternatives[i], &here))
            return false;
        if (i == 0)
            common = here;
        size_t kept = 0;
        for (size_t j = 0; j < common.count; j++)
            if (bound_has(&here, common.items[j]))
                common.items[kept++] = common.items[j];
        common.count = kept;
    }
    *bound = common;
    return true;
}

static bool element_check(struct parser *parser, const struct element *element, struct bound *bound)
{
    if (element->role != NO_ROLE) {
        const struct role *role = &parser->grammar->roles.items[element->role];
        /* Words that a text is set to may stand before those that are bound to it. */
        bool single = !role->property->listed && !role->on_behalf && !role->text.size;
        if (single && bound_has(bound, role->property))
            return parser_fail(parser, element->column, "grammar.given_twice", role->property->name,
                               SPAN("( | )"));
        if (single)
            bound_add(bound, role->property);
    }
    return !element->is_group || alternatives_check(parser, element, bound);
}

static bool sequence_check(struct parser *parser, const struct element_sequence *sequence,
                           struct bound *bound)
{
    for (size_t i = 0; i < sequence->count; i++) {
        struct bound before = *bound;
        if (!element_check(parser, &sequence->items[i], bound))
            return false;
        if (sequence->items[i].optional)
            *bound = before;
    }
    return true;
}

bool line_check_bindings(struct parser *parser, const struct element_sequence *sequence)
{
    struct bound bound = {0};
    return sequence_check(parser, sequence, &bound);
}

bool line_check_mention(struct parser *parser, const struct element_sequence *sequence, size_t at)
{
    const struct element *element = &sequence->items[0];
    if (sequence->count == 1 && !element->is_group && element->leaf.type == NODE_MENTION &&
        element->role != NO_ROLE)
        return true;
    return parser_fail(parser, at, "grammar.one_mention",
                       span_trim(span_slice(parser->text, at, parser->text.size)),
                       SPAN("near place=@place"));
}

/* One "property=value" of an example. */
static bool pair_check(struct parser *parser, struct span pair)
{
    struct span name, code = {0}, rest = pair;
    size_t at = (size_t)(pair.data - parser->text.data);
    span_next_part(&rest, '=', &name);
    if (!rest.data)
        return parser_fail(parser, at, "grammar.bad_example", pair, SPAN("property=value"));
    code = span_trim(rest);
    name = span_trim(name);
    const struct schema_property *property = parser_property(parser, name, at);
    if (!property)
        return false;
    if (property->type == VALUE_CHOICE && !schema_choice_find(property, code))
        return parser_fail_choice(parser, property, code, at);
    return true;
}

bool line_check_example(struct parser *parser, struct span wanted)
{
    struct span rest = wanted, pair;
    while (rest.size && span_next_part(&rest, ';', &pair)) {
        pair = span_trim(pair);
        if (pair.size && !pair_check(parser, pair))
            return false;
    }
    return true;
}
