/* Pairing quotation marks and brackets.
 *
 * Marks of one family pair by a stack. Russian print often lets one closing mark serve two that are
 * open («АО "ОЭЗ "Иннополис"»): an opening mark left alone takes the closing mark of one that
 * opened inside it as its partner too. */
#include "scanner.h"

#include "utf8.h"

enum {
    DEEPEST = 32,   /* marks open at a time; deeper ones stay unpaired */
    NAME_TOKENS = 4 /* «ЗАО «НПФ «Микран»»: so near stands a name's second mark */
};
#define NO_PARTNER UINT32_MAX

enum family { FAMILY_NONE, GUILLEMETS, LOW, HIGH, STRAIGHT, SINGLE, ROUND, SQUARE };

struct open_marks {
    struct {
        size_t token;
        enum family family;
    } items[DEEPEST];
    size_t count;
};

static uint32_t token_point(const struct scanner *scanner, const struct token *token)
{
    size_t at = token->start;
    return utf8_next(scanner->text, &at);
}

static enum family family_of(uint32_t point)
{
    switch (point) {
    case 0xAB:
    case 0xBB:
    case '<':
    case '>':
        return GUILLEMETS;
    case 0x201E:
        return LOW;
    case 0x201C:
    case 0x201D:
        return HIGH;
    case '"':
        return STRAIGHT;
    case '\'':
    case '`':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x2039:
    case 0x203A:
        return SINGLE;
    case '(':
    case ')':
        return ROUND;
    case '[':
    case ']':
        return SQUARE;
    default:
        return FAMILY_NONE;
    }
}

/* Whether a closing mark of one family can close an opening one of another. */
static bool closes(enum family open, enum family close)
{
    return open == close || (open == LOW && (close == HIGH || close == STRAIGHT)) ||
           (open == STRAIGHT && close == HIGH) || (open == HIGH && close == STRAIGHT);
}

static void close_mark(struct tokens *tokens, struct open_marks *open, size_t index,
                       enum family family)
{
    size_t depth = open->count;
    while (depth > 0 && !closes(open->items[depth - 1].family, family))
        depth--;
    if (depth == 0)
        return;
    size_t partner = open->items[depth - 1].token;
    tokens->items[partner].partner = (uint32_t)index;
    tokens->items[index].partner = (uint32_t)partner;
    open->count = depth - 1;
}

/* Whether direct speech ends at the closing mark: «…», - сказал он. */
static bool ends_speech(const struct scanner *scanner, size_t close)
{
    const struct tokens *tokens = scanner->tokens;
    return close + 2 < tokens->count && tokens->items[close + 2].kind == TOKEN_DASH &&
           token_point(scanner, &tokens->items[close + 1]) == ',';
}

/* The closing mark that an opening one left alone shares with a mark inside it: of speech the one
 * where it ends, of a name the first, else the last. NO_PARTNER where there is none. */
static uint32_t shared_close(const struct scanner *scanner, size_t alone)
{
    const struct token *items = scanner->tokens->items;
    enum family family = family_of(token_point(scanner, &items[alone]));
    uint32_t first = NO_PARTNER, last = NO_PARTNER;
    for (size_t i = alone + 1; i < scanner->tokens->count; i++) {
        const struct token *token = &items[i];
        if (token->kind != TOKEN_QUOTE_CLOSE || token->partner == NO_PARTNER)
            continue;
        if (token->partner < alone)
            break;
        if (!closes(family, family_of(token_point(scanner, token))))
            continue;
        if (ends_speech(scanner, i))
            return (uint32_t)i;
        first = first == NO_PARTNER ? (uint32_t)i : first;
        last = (uint32_t)i;
    }
    bool name = first != NO_PARTNER && items[first].partner - alone <= NAME_TOKENS;
    return name ? first : last;
}

/* Gives the opening quotation marks that no mark closed the one they share. */
static void share_marks(struct scanner *scanner, const size_t *alone, size_t count)
{
    struct tokens *tokens = scanner->tokens;
    for (size_t i = count; i > 0; i--) {
        struct token *token = &tokens->items[alone[i - 1]];
        uint32_t close = shared_close(scanner, alone[i - 1]);
        if (close == NO_PARTNER)
            continue;
        token->partner = close;
        tokens->items[close].partner = (uint32_t)alone[i - 1];
    }
}

void scanner_pair(struct scanner *scanner)
{
    struct tokens *tokens = scanner->tokens;
    struct open_marks open = {.count = 0};
    for (size_t i = scanner->block_first; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        bool quote = token->kind == TOKEN_QUOTE_OPEN || token->kind == TOKEN_QUOTE_CLOSE;
        if (!quote && token->kind != TOKEN_PUNCTUATION)
            continue;
        uint32_t point = token_point(scanner, token);
        enum family family = family_of(point);
        if (family == FAMILY_NONE)
            continue;
        bool opens = token->kind == TOKEN_QUOTE_OPEN || point == '(' || point == '[';
        if (!opens) {
            close_mark(tokens, &open, i, family);
        } else if (open.count < DEEPEST) {
            open.items[open.count].token = i;
            open.items[open.count++].family = family;
        }
    }
    size_t alone[DEEPEST], count = 0;
    for (size_t i = 0; i < open.count; i++)
        if (tokens->items[open.items[i].token].kind == TOKEN_QUOTE_OPEN)
            alone[count++] = open.items[i].token;
    share_marks(scanner, alone, count);
}
