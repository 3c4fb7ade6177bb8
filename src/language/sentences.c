/* Grouping tokens into sentences.
 *
 * A sentence ends behind a mark that can end it (and the closing marks that cling to it) where the
 * next token can begin one; short quoted names and bracketed remarks are not cut. A block's end
 * always ends a sentence, so headings and list items need no mark. */
#include "scanner.h"

#include "abbreviations.h"
#include "utf8.h"

enum {
    NAME_TOKENS = 10,  /* a quotation of fewer tokens is a name: «Здоровье. Семья» */
    REMARK_TOKENS = 40 /* a bracketed remark is not cut unless it is longer */
};
#define NO_PARTNER UINT32_MAX

/* Endings by which a surname is told from an office where initials follow. */
static const char *const surname_endings[] = {
    "ов",   "ев",  "ин",  "ын",    "ский",  "цкий", "ова",  "ева",  "ина",  "ская", "цкая", "ко",
    "ук",   "юк",  "ич",  "ян",    "ову",   "еву",  "ину",  "овым", "евым", "иным", "овой", "евой",
    "иной", "ный", "вой", "ского", "скому", "ским", "ской", "цкой", "дзе",  "швили"};

static uint32_t first_point(const struct scanner *scanner, const struct token *token)
{
    size_t at = token->start;
    return utf8_next(scanner->text, &at);
}

static bool is_mark(const struct scanner *scanner, const struct token *token, uint32_t point)
{
    return token->kind == TOKEN_PUNCTUATION && first_point(scanner, token) == point;
}

static bool is_terminal(const struct scanner *scanner, const struct token *token)
{
    if (token->kind != TOKEN_PUNCTUATION)
        return false;
    uint32_t point = first_point(scanner, token);
    return point == '.' || point == '!' || point == '?' || point == 0x2026;
}

/* Whether a token clings to the end of a sentence: a closing quotation mark or bracket without
 * space before it. */
static bool is_closer(const struct scanner *scanner, const struct token *token)
{
    if (token->space_before)
        return false;
    return token->kind == TOKEN_QUOTE_CLOSE || is_mark(scanner, token, ')') ||
           is_mark(scanner, token, ']');
}

static bool begins_upper(const struct scanner *scanner, const struct token *token)
{
    return code_point_is_upper(first_point(scanner, token));
}

static bool begins_lower(const struct scanner *scanner, const struct token *token)
{
    return code_point_is_lower(first_point(scanner, token));
}

/* Whether behind an opening mark at index a sentence can begin. */
static bool opens_sentence(const struct scanner *scanner, size_t index)
{
    const struct tokens *tokens = scanner->tokens;
    while (index < tokens->count && (tokens->items[index].kind == TOKEN_QUOTE_OPEN ||
                                     is_mark(scanner, &tokens->items[index], '(') ||
                                     is_mark(scanner, &tokens->items[index], '[')))
        index++;
    return index < tokens->count && !begins_lower(scanner, &tokens->items[index]) &&
           tokens->items[index].kind != TOKEN_PUNCTUATION;
}

static bool is_surname(const struct token *token)
{
    if (token->kind != TOKEN_WORD || token->shape == CASE_LOWER)
        return false;
    for (size_t i = 0; i < sizeof surname_endings / sizeof *surname_endings; i++)
        if (span_ends_with(token->folded, span_of(surname_endings[i])))
            return true;
    return false;
}

/* Whether the initials that end at index stand behind a surname: «Иванов И. И.» */
static bool initials_behind_surname(const struct scanner *scanner, size_t index)
{
    const struct token *items = scanner->tokens->items;
    size_t count = 0;
    while (index > scanner->block_first && items[index].kind == TOKEN_INITIAL && count < 3) {
        index--;
        count++;
    }
    return count == 2 && is_surname(&items[index]);
}

/* Whether a sentence can end at the abbreviation before the token next. */
static bool abbreviation_ends(const struct scanner *scanner, size_t index)
{
    const struct token *items = scanner->tokens->items;
    const struct token *token = &items[index], *next = &items[index + 1];
    enum abbreviation_kind kind = abbreviation_find(token->folded);
    bool number = index > scanner->block_first && items[index - 1].kind != TOKEN_WORD;
    if (kind == ABBREVIATION_NEVER || kind == ABBREVIATION_BARE)
        return false;
    if (kind == ABBREVIATION_EITHER && !number)
        return false;
    return begins_upper(scanner, next) ||
           (next->kind == TOKEN_QUOTE_OPEN && opens_sentence(scanner, index + 1));
}

/* The innermost pair of quotation marks or brackets that is open, kept along the way. */
struct nesting {
    size_t close[32]; /* index of the closing mark of each */
    size_t open[32];
    size_t count;
};

static void nesting_pass(struct nesting *nesting, const struct token *items, size_t index)
{
    while (nesting->count > 0 && nesting->close[nesting->count - 1] <= index)
        nesting->count--;
    if (items[index].partner != NO_PARTNER && items[index].partner > index && nesting->count < 32) {
        nesting->open[nesting->count] = index;
        nesting->close[nesting->count++] = items[index].partner;
    }
}

/* Whether a quotation is speech: a colon stands before it, or a comma and a dash behind it. */
static bool is_speech(const struct scanner *scanner, size_t open, size_t close)
{
    const struct tokens *tokens = scanner->tokens;
    if (open > scanner->block_first && is_mark(scanner, &tokens->items[open - 1], ':'))
        return true;
    return close + 2 < tokens->count && is_mark(scanner, &tokens->items[close + 1], ',') &&
           tokens->items[close + 2].kind == TOKEN_DASH;
}

/* Whether the place behind index lies inside a name or remark that is not cut. */
static bool is_kept_whole(const struct scanner *scanner, const struct nesting *nesting,
                          size_t index)
{
    for (size_t i = nesting->count; i > 0; i--) {
        size_t open = nesting->open[i - 1], close = nesting->close[i - 1];
        bool bracket = scanner->tokens->items[open].kind == TOKEN_PUNCTUATION;
        if (!bracket && is_speech(scanner, open, close))
            continue;
        if (close > index && close - open <= (bracket ? REMARK_TOKENS : NAME_TOKENS))
            return true;
    }
    return false;
}

/* Whether the tokens from first to the point at index are the number of a list: «1.», «2.3.». */
static bool is_list_number(const struct scanner *scanner, size_t first, size_t index)
{
    const struct token *items = scanner->tokens->items;
    return index == first + 1 && items[first].kind == TOKEN_NUMBER &&
           is_mark(scanner, &items[index], '.');
}

/* Whether behind a terminal mark at index (and closers up to last) the next token begins another
 * sentence. */
static bool mark_ends(const struct scanner *scanner, size_t index, size_t last)
{
    const struct token *items = scanner->tokens->items;
    const struct token *mark = &items[index], *next = &items[last + 1];
    uint32_t point = first_point(scanner, mark);
    if (next->kind == TOKEN_DASH)
        return point == '.' && last + 2 < scanner->tokens->count &&
               begins_upper(scanner, &items[last + 2]) && next->space_before;
    if (next->kind == TOKEN_PUNCTUATION || next->kind == TOKEN_QUOTE_OPEN)
        return opens_sentence(scanner, last + 1);
    if (next->kind == TOKEN_QUOTE_CLOSE || begins_lower(scanner, next))
        return false;
    if (next->space_before)
        return true;
    /* Glued: «друга.На основе», but not «ASP.NET». */
    return next->kind == TOKEN_WORD && next->cyrillic && next->shape != CASE_LOWER;
}

/* The index of the last token of a sentence if one ends at index, else SIZE_MAX. */
static size_t sentence_end(const struct scanner *scanner, const struct nesting *nesting,
                           size_t first, size_t index)
{
    const struct tokens *tokens = scanner->tokens;
    const struct token *token = &tokens->items[index];
    size_t last = index;
    if (index + 1 == tokens->count)
        return index;
    bool terminal = is_terminal(scanner, token);
    if (!terminal && token->kind != TOKEN_ABBREVIATION && token->kind != TOKEN_INITIAL)
        return SIZE_MAX;
    while (last + 1 < tokens->count && is_closer(scanner, &tokens->items[last + 1]))
        last++;
    if (last + 1 == tokens->count)
        return last;
    bool ends = terminal ? mark_ends(scanner, index, last) && !is_list_number(scanner, first, index)
                : token->kind == TOKEN_INITIAL ? initials_behind_surname(scanner, index) &&
                                                     begins_upper(scanner, &tokens->items[last + 1])
                                               : last == index && abbreviation_ends(scanner, index);
    return ends && !is_kept_whole(scanner, nesting, last) ? last : SIZE_MAX;
}

static void add_sentence(struct scanner *scanner, uint32_t block, size_t first, size_t last)
{
    struct tokens *tokens = scanner->tokens;
    tokens->sentences = arena_reserve(scanner->arena, tokens->sentences, tokens->sentence_count,
                                      &scanner->sentence_capacity, sizeof *tokens->sentences);
    tokens->sentences[tokens->sentence_count++] = (struct sentence){
        .first = (uint32_t)first,
        .count = (uint32_t)(last - first + 1),
        .block = block,
        .range = {tokens->items[first].start, tokens->items[last].end},
    };
}

void scanner_group(struct scanner *scanner, uint32_t block, bool whole)
{
    const struct tokens *tokens = scanner->tokens;
    struct nesting nesting = {.count = 0};
    size_t first = scanner->block_first;
    if (whole && first < tokens->count) {
        add_sentence(scanner, block, first, tokens->count - 1);
        return;
    }
    for (size_t i = first; i < tokens->count; i++) {
        nesting_pass(&nesting, tokens->items, i);
        size_t last = sentence_end(scanner, &nesting, first, i);
        if (last == SIZE_MAX)
            continue;
        add_sentence(scanner, block, first, last);
        for (; i < last; i++)
            nesting_pass(&nesting, tokens->items, i + 1);
        first = last + 1;
    }
}
