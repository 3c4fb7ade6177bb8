#include "scan.h"

/* Readings of less than this share of a word's are none in lower case. */
#define RARE 0.005F

bool token_begins(const struct scan *scan, const struct sentence *sentence, uint32_t token)
{
    if (token <= sentence->first)
        return true;
    const struct token *before = &scan->tokens[token - 1];
    if (before->kind == TOKEN_QUOTE_OPEN)
        return true;
    /* Behind a dash that begins the sentence, or the colon before direct speech. */
    if (before->kind == TOKEN_DASH && token - 1 == sentence->first)
        return true;
    return token_is(scan, token - 1, ":") || token_is(scan, token - 1, ".") ||
           token_is(scan, token - 1, "•") || token_is(scan, token - 1, "|");
}

const struct analysis *token_read(const struct scan *scan, uint32_t token, unsigned parts,
                                  grammemes wanted)
{
    static const grammemes categories[] = {GRAM_CASES, GRAM_NUMBERS, GRAM_GENDERS};
    if (token >= scan->reading->tokens.count)
        return NULL;
    const struct word *word = &scan->words[token];
    for (size_t i = 0; i < word->analysis_count; i++) {
        const struct analysis *analysis = &word->analyses[i];
        /* «в» is hardly «век». */
        if (analysis->weight < RARE && scan->tokens[token].shape == CASE_LOWER)
            continue;
        bool fits = (parts >> analysis->pos) & 1;
        grammemes rest = wanted;
        for (size_t k = 0; fits && k < 3; k++) {
            grammemes category = wanted & categories[k];
            rest &= ~categories[k];
            fits = category == 0 || (analysis->grammemes & category) != 0;
        }
        if (fits && (analysis->grammemes & rest) == rest)
            return analysis;
    }
    return NULL;
}

bool tokens_agree(const struct scan *scan, uint32_t left, uint32_t right)
{
    const struct word *one = &scan->words[left], *other = &scan->words[right];
    for (size_t i = 0; i < one->analysis_count; i++) {
        if (!((PARTS_ADJECTIVE >> one->analyses[i].pos) & 1) || one->analyses[i].weight < RARE)
            continue;
        for (size_t k = 0; k < other->analysis_count; k++)
            if (other->analyses[k].pos == POS_NOUN && other->analyses[k].weight >= RARE &&
                analysis_agrees(&one->analyses[i], &other->analyses[k]))
                return true;
    }
    return false;
}

const struct lexicon_match *match_among(const struct scan *scan, uint32_t token,
                                        enum lexicon_class class)
{
    for (uint32_t i = scan->match_first[token]; i < scan->match_first[token + 1]; i++)
        if (match_entry(scan, &scan->matches.items[i])->class == class)
            return &scan->matches.items[i];
    return NULL;
}

uint32_t quote_end(const struct scan *scan, const struct sentence *sentence, uint32_t open)
{
    if (!token_is_kind(scan, open, TOKEN_QUOTE_OPEN))
        return NO_TOKEN;
    uint32_t close = scan->tokens[open].partner;
    if (close == UINT32_MAX || close >= sentence->first + sentence->count || close <= open + 1)
        return NO_TOKEN;
    return close + 1;
}

struct span tokens_span(const struct scan *scan, uint32_t first, uint32_t end)
{
    if (first >= end)
        return (struct span){0};
    struct span text = span_slice(scan->reading->report->text, scan->tokens[first].start,
                                  scan->tokens[end - 1].end);
    char *out = arena_alloc(scan->arena, text.size + 1, 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        bool blank = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
        if (blank && size > 0 && out[size - 1] == ' ')
            continue;
        out[size++] = blank ? ' ' : byte;
    }
    return (struct span){out, size};
}

struct span name_span(const struct scan *scan, uint32_t first, uint32_t end)
{
    static const char *const opening[] = {"«", "„"}, *const closing[] = {"»", "“"};
    enum { QUOTE_BYTES = 3 };
    if (first >= end)
        return (struct span){0};
    size_t room = scan->tokens[end - 1].end - scan->tokens[first].start +
                  (end - first) * (QUOTE_BYTES + 1) + 1;
    char *out = arena_alloc(scan->arena, room + (end - first) * QUOTE_BYTES, 1);
    size_t size = 0, depth = 0;
    for (uint32_t i = first; i < end || depth > 0; i++) {
        struct span text = i < end ? token_text(scan, i) : (struct span){0};
        uint8_t kind = i < end ? scan->tokens[i].kind : (uint8_t)TOKEN_QUOTE_CLOSE;
        if (kind == TOKEN_QUOTE_OPEN) {
            text = span_of(opening[depth++ > 0]);
        } else if (kind == TOKEN_QUOTE_CLOSE) {
            if (depth == 0)
                continue;
            text = span_of(closing[--depth > 0]);
        }
        if (i > first && i < end && scan->tokens[i].space_before)
            out[size++] = ' ';
        memcpy(out + size, text.data, text.size);
        size += text.size;
    }
    return (struct span){out, size};
}

struct candidate *candidate_add(struct scan *scan, uint32_t first, uint32_t end, uint32_t head,
                                enum mention_type type, enum thing thing)
{
    struct candidate *candidate = ARRAY_PUSH(scan->arena, &scan->candidates);
    *candidate = (struct candidate){.first = first,
                                    .end = end,
                                    .head = head,
                                    .type = (uint8_t)type,
                                    .kind = scan->reader->things[thing],
                                    .name_first = first,
                                    .name_end = end,
                                    .place = NO_CANDIDATE,
                                    .same_as = NO_CANDIDATE,
                                    .given = NO_TOKEN,
                                    .patronymic = NO_TOKEN,
                                    .surname = NO_TOKEN};
    for (uint32_t i = first; i < end; i++)
        scan->owner[i] = (uint32_t)scan->candidates.count;
    return candidate;
}

enum mention_type mention_type_of(const struct scan *scan, const struct schema_kind *kind)
{
    static const struct {
        enum thing thing;
        enum mention_type type;
    } types[] = {{THING_SITE, MENTION_PLACE},          {THING_CLUSTER, MENTION_PLACE},
                 {THING_PROGRAMME, MENTION_PROGRAMME}, {THING_PROJECT, MENTION_PROGRAMME},
                 {THING_EVENT, MENTION_EVENT},         {THING_DOCUMENT, MENTION_DOCUMENT},
                 {THING_PRODUCT, MENTION_PRODUCT}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (kind_is(scan, kind, types[i].thing))
            return types[i].type;
    return MENTION_ORGANIZATION;
}

void scan_return(struct scan *scan)
{
    struct arena *arena = scan->arena;
    size_t tokens = scan->reading->tokens.count;
    arena_return(arena, scan->matches.items, scan->matches.capacity * sizeof *scan->matches.items);
    arena_return(arena, scan->match_first, (tokens + 2) * sizeof *scan->match_first);
    arena_return(arena, scan->times, (tokens + 1) * sizeof *scan->times);
    arena_return(arena, scan->owner, (tokens + 1) * sizeof *scan->owner);
    arena_return(arena, scan->candidates.items,
                 scan->candidates.capacity * sizeof *scan->candidates.items);
    arena_return(arena, scan->tags.items, scan->tags.capacity * sizeof *scan->tags.items);
    if (scan->tag_at) {
        arena_return(arena, scan->tag_at, (tokens + 1) * sizeof *scan->tag_at);
        arena_return(arena, scan->leads, (tokens + 1) * sizeof *scan->leads);
    }
}

bool sentence_is_shouting(const struct scan *scan, const struct sentence *sentence)
{
    uint32_t upper = 0, words = 0;
    for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++) {
        words += scan->tokens[i].kind == TOKEN_WORD;
        upper += scan->tokens[i].kind == TOKEN_WORD && scan->tokens[i].shape == CASE_UPPER;
    }
    return words > 2 && upper * 2 > words;
}
