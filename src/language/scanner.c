/* Cutting a block into tokens.
 *
 * One pass; every decision looks ahead a bounded number of bytes, so the time is linear. The common
 * case, two-byte Cyrillic letters, is read without the general decoder. */
#include "scanner.h"

#include "abbreviations.h"
#include "utf8.h"

enum {
    ABBREVIATION_SIZE = 24 /* bytes of the longest abbreviation's text, and some */
};
#define NO_PARTNER UINT32_MAX

/* What a word's letters are, gathered while it is read. */
struct word {
    uint32_t upper, lower, letters;
    uint32_t inner_upper; /* capitals that do not begin a part */
    bool cyrillic;
    bool fold; /* its lower case differs from its text */
    bool drop; /* holds soft hyphens, accents or the end of a line, which its letters have not */
    bool first_upper;
};

static uint32_t point_at(const struct scanner *scanner, size_t at)
{
    struct span text = {scanner->text.data, scanner->end};
    return at < text.size ? utf8_next(text, &at) : 0;
}

static struct token *last_token(const struct scanner *scanner)
{
    const struct tokens *tokens = scanner->tokens;
    return tokens->count > scanner->block_first ? &tokens->items[tokens->count - 1] : NULL;
}

static struct token *add_token(struct scanner *scanner, enum token_kind kind, size_t end)
{
    struct tokens *tokens = scanner->tokens;
    tokens->items = arena_reserve(scanner->arena, tokens->items, tokens->count, &scanner->capacity,
                                  sizeof *tokens->items);
    struct token *token = &tokens->items[tokens->count++];
    *token = (struct token){.start = (uint32_t)scanner->at,
                            .end = (uint32_t)end,
                            .kind = (uint8_t)kind,
                            .space_before = scanner->space_before,
                            .partner = NO_PARTNER,
                            .folded = {scanner->text.data + scanner->at, end - scanner->at}};
    scanner->at = end;
    scanner->space_before = false;
    return token;
}

/* Counts a letter of a word; starts says whether it begins a part. */
static void count_letter(struct word *word, uint32_t point, bool starts)
{
    bool upper = code_point_is_upper(point);
    word->letters++;
    word->cyrillic = word->cyrillic || code_point_is_cyrillic(point);
    if (upper) {
        word->upper++;
        word->inner_upper += !starts;
        word->first_upper = word->first_upper || word->letters == 1;
        word->fold = true;
    } else if (code_point_is_lower(point)) {
        word->lower++;
        word->fold = word->fold || point == 0x451;
    }
}

/* Reads the run of Cyrillic letters of two bytes at *at: the fast part of scan_word(). */
static void scan_cyrillic(const struct scanner *scanner, size_t *at, struct word *word, bool starts)
{
    const unsigned char *data = (const unsigned char *)scanner->text.data;
    struct span text = {scanner->text.data, scanner->end};
    size_t i = *at;
    uint32_t upper = 0, letters = 0, inner = 0, yo = 0;
    for (;;) {
        size_t small = utf8_skip_small(text, i);
        letters += (uint32_t)(small - i) / 2;
        i = small;
        if (i + 1 >= text.size || (data[i] & 0xFE) != 0xD0)
            break;
        unsigned point = (unsigned)(data[i] & 1) << 6 | (data[i + 1] & 0x3F); /* less 0x400 */
        uint32_t is_upper = point < 0x30;
        if (point >= 0x60)
            break;
        upper += is_upper;
        inner += is_upper & (letters > 0 || !starts);
        yo |= point == 0x51;
        letters++;
        i += 2;
    }
    if (letters == 0)
        return;
    word->first_upper =
        word->first_upper || (word->letters == 0 && data[*at] == 0xD0 && data[*at + 1] < 0xB0);
    word->letters += letters;
    word->upper += upper;
    word->lower += letters - upper;
    word->inner_upper += inner;
    word->cyrillic = true;
    word->fold = word->fold || upper > 0 || yo;
    *at = i;
}

/* Whether a hyphen or apostrophe between letters or digits joins them into one word. */
static bool joins(uint32_t mark, uint32_t next)
{
    bool letter = code_point_is_letter(next);
    if (mark == '-' || mark == 0x2010 || mark == 0x2011)
        return letter || code_point_is_digit(next);
    return (mark == '\'' || mark == 0x2019) && letter;
}

static bool is_dropped(uint32_t point)
{
    return point == 0xAD || (point >= 0x300 && point < 0x370);
}

static bool is_white(uint32_t point)
{
    return point == ' ' || point == '\n' || point == '\r' || point == '\t' || point == 0xA0;
}

static bool is_hyphen(uint32_t point)
{
    return point == '-' || point == 0x2010;
}

/* Where a word that a hyphen at the end of a line parts goes on («соглаше-» above «ние»), for the
 * offset behind the hyphen; 0 where it does not. */
static size_t next_line(const struct scanner *scanner, size_t at)
{
    bool ends = false;
    uint32_t point;
    while (is_white(point = point_at(scanner, at))) {
        ends |= point == '\n' || point == '\r';
        at += point == 0xA0 ? 2 : 1;
    }
    return ends && point >= 0x430 && point < 0x460 ? at : 0;
}

/* The end of the word at from, whose letters are counted in *word. */
static size_t scan_word(const struct scanner *scanner, size_t from, struct word *word)
{
    struct span text = {scanner->text.data, scanner->end};
    size_t at = from;
    bool starts = true;
    while (at < text.size) {
        size_t before = at;
        scan_cyrillic(scanner, &at, word, starts);
        starts = starts && at == before;
        if (at >= text.size)
            break;
        size_t next = at;
        uint32_t point = utf8_next(text, &next);
        if (point == ' ')
            break;
        if (code_point_is_letter(point)) {
            count_letter(word, point, starts);
            starts = false;
        } else if (code_point_is_digit(point)) {
            starts = false;
        } else if (joins(point, point_at(scanner, next))) {
            starts = true;
        } else if (is_dropped(point)) {
            word->drop = true;
        } else if (is_hyphen(point) && word->lower && (before = next_line(scanner, next))) {
            word->drop = true;
            next = before;
        } else {
            break;
        }
        at = next;
    }
    return at;
}

static enum token_case shape_of(const struct word *word)
{
    if (word->upper + word->lower == 0)
        return CASE_NONE;
    if (word->upper == 0)
        return CASE_LOWER;
    if (word->lower == 0 && word->upper >= 2)
        return CASE_UPPER;
    return word->first_upper && word->inner_upper == 0 ? CASE_TITLE : CASE_MIXED;
}

/* Copies a word's letters without what is dropped, in lower case or as they are; the size. */
static size_t copy_letters(struct span text, bool lower, char *out)
{
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        size_t start = at, behind;
        uint32_t point = utf8_next(text, &at);
        behind = at;
        bool parted = is_hyphen(point) && at < text.size && is_white(utf8_next(text, &behind));
        if (parted || is_dropped(point) || is_white(point))
            continue;
        struct span letter = span_slice(text, start, at);
        if (lower)
            size += utf8_lower(letter, out + size, true);
        else
            memcpy(out + size, letter.data, letter.size);
        size += lower ? 0 : letter.size;
    }
    return size;
}

/* The word in lower case, ё as е, without soft hyphens and accents. Where it is shorter than the
 * text, its letters with their capitals follow it: see token_letters(). */
static struct span fold_word(struct scanner *scanner, struct span text, const struct word *word)
{
    if (!word->fold && !word->drop)
        return text;
    char *out = arena_alloc(scanner->arena, word->drop ? 2 * text.size : text.size, 1);
    if (!word->drop)
        return (struct span){out, utf8_lower(text, out, true)};
    size_t size = copy_letters(text, true, out);
    if (copy_letters(text, false, out + size) != size)
        memcpy(out + size, out, size);
    return (struct span){out, size};
}

static struct token *add_word(struct scanner *scanner, enum token_kind kind, size_t letters_end,
                              size_t end, const struct word *word)
{
    struct span text = {scanner->text.data + scanner->at, letters_end - scanner->at};
    struct span folded = fold_word(scanner, text, word);
    struct token *token = add_token(scanner, kind, end);
    token->folded = folded;
    token->shape = (uint8_t)shape_of(word);
    token->cyrillic = word->cyrillic;
    return token;
}

static size_t skip_one_space(const struct scanner *scanner, size_t at)
{
    uint32_t point = point_at(scanner, at);
    return point == ' ' ? at + 1 : point == 0xA0 ? at + 2 : at;
}

/* Whether a figure stands before, or a Roman one. */
static bool number_before(const struct scanner *scanner)
{
    const struct token *token = last_token(scanner);
    if (!token)
        return false;
    if (token->kind == TOKEN_NUMBER)
        return true;
    if (token->kind == TOKEN_ABBREVIATION)
        return abbreviation_find(token->folded) == ABBREVIATION_BARE ||
               abbreviation_find(token->folded) == ABBREVIATION_MAY;
    if (token->kind != TOKEN_WORD || token->shape == CASE_LOWER || token->cyrillic)
        return false;
    for (size_t at = token->start; at < token->end; at++)
        if (!strchr("IVXLCM", scanner->text.data[at]))
            return false;
    return true;
}

/* The end of an abbreviation of several parts, «т. д.», whose first part with its point ends at
 * end; 0 where there is none. out receives it folded, parts parted by one space. */
static size_t scan_parts(const struct scanner *scanner, size_t end, char *out, size_t size,
                         struct span *found)
{
    size_t best = 0;
    for (int part = 0; part < 4; part++) {
        if (size + 1 >= ABBREVIATION_SIZE)
            break;
        out[size++] = ' ';
        if (!abbreviation_begins((struct span){out, size}))
            break;
        size_t start = skip_one_space(scanner, end), at = start;
        struct word word = {0};
        at = scan_word(scanner, start, &word);
        if (at == start || at - start + size + 1 >= ABBREVIATION_SIZE)
            break;
        size += utf8_lower(span_slice(scanner->text, start, at), out + size, true);
        bool point = point_at(scanner, at) == '.';
        if (point)
            out[size++] = '.';
        end = at + point;
        if (point && abbreviation_find((struct span){out, size}) != ABBREVIATION_NONE) {
            best = end;
            *found = (struct span){out, size};
        }
        if (!point)
            break;
    }
    return best;
}

/* Whether the abbreviation of this kind stands here; take_point says whether its point is its
 * own. */
static bool kind_stands(const struct scanner *scanner, enum abbreviation_kind kind, size_t behind)
{
    uint32_t next = point_at(scanner, skip_one_space(scanner, behind));
    switch (kind) {
    case ABBREVIATION_NEVER:
        return next != 0;
    case ABBREVIATION_MAY:
        return true;
    case ABBREVIATION_UNIT:
        return number_before(scanner);
    case ABBREVIATION_EITHER:
        return number_before(scanner) || code_point_is_upper(next) || code_point_is_digit(next) ||
               next == 0xAB || next == '"';
    case ABBREVIATION_BARE:
    case ABBREVIATION_NONE:
        break;
    }
    return false;
}

/* The end of an abbreviation that begins with the word [scanner->at, end), or 0. *folded receives
 * its form in out. */
static size_t scan_abbreviation(const struct scanner *scanner, size_t end, const struct word *word,
                                char *out, struct span *folded)
{
    size_t size = end - scanner->at;
    if (size + 2 >= ABBREVIATION_SIZE || word->drop)
        return 0;
    size = utf8_lower(span_slice(scanner->text, scanner->at, end), out, true);
    bool point = point_at(scanner, end) == '.';
    if (!point && (!number_before(scanner) ||
                   abbreviation_find((struct span){out, size}) != ABBREVIATION_BARE))
        return 0;
    *folded = (struct span){out, size};
    if (!point)
        return end;
    bool bare = abbreviation_find(*folded) == ABBREVIATION_BARE && number_before(scanner);
    out[size++] = '.';
    *folded = (struct span){out, size};
    if (bare && abbreviation_find(*folded) == ABBREVIATION_NONE) {
        folded->size--;
        bool goes_on = code_point_is_lower(point_at(scanner, skip_one_space(scanner, end + 1)));
        return goes_on ? end + 1 : end;
    }
    char longer[ABBREVIATION_SIZE];
    struct span found;
    memcpy(longer, out, size);
    size_t longest = scan_parts(scanner, end + 1, longer, size, &found);
    if (longest && kind_stands(scanner, abbreviation_find(found), longest)) {
        memcpy(out, found.data, found.size);
        folded->size = found.size;
        return longest;
    }
    if (word->letters == 1 && word->upper == 1)
        return 0;
    enum abbreviation_kind kind = abbreviation_find(*folded);
    return kind_stands(scanner, kind, end + 1) ? end + 1 : 0;
}

/* Whether the letter and point at scanner->at are an initial: beside another, before a name or
 * behind one. */
static bool is_initial(const struct scanner *scanner, size_t behind)
{
    const struct token *before = last_token(scanner);
    size_t at = skip_one_space(scanner, behind);
    uint32_t next = point_at(scanner, at);
    if (before && before->kind == TOKEN_INITIAL)
        return true;
    if (next == '-' && point_at(scanner, at + 1) && code_point_is_upper(point_at(scanner, at + 1)))
        return true;
    if (code_point_is_upper(next)) {
        struct word word = {0};
        size_t end = scan_word(scanner, at, &word);
        bool other_initial = word.letters == 1 && point_at(scanner, end) == '.';
        return other_initial || word.letters >= 3 || behind == at;
    }
    bool name_before = before && before->kind == TOKEN_WORD && before->shape == CASE_TITLE;
    return name_before && (code_point_is_lower(next) || next == ',' || next == '(' || next == ')');
}

/* Behind the Russian domain of a name written as an address, «ВЭБ.РФ», «Лента.ру»; from where the
 * point at from begins none. */
static size_t domain_end(const struct scanner *scanner, size_t from)
{
    static const char *const domains[] = {"рф", "ру", "инфо", "онлайн", "нет", "ком"};
    struct word word = {0};
    char folded[16];
    size_t end = scan_word(scanner, from + 1, &word);
    struct span label = span_slice(scanner->text, from + 1, end);
    if (label.size == 0 || label.size > sizeof folded)
        return from;
    struct span lower = {folded, utf8_lower(label, folded, true)};
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
        if (span_equal(lower, span_of(domains[i])))
            return end;
    return from;
}

static void read_word(struct scanner *scanner)
{
    struct word word = {0};
    char room[ABBREVIATION_SIZE];
    struct span folded;
    size_t end = scan_word(scanner, scanner->at, &word);
    if (word.cyrillic && word.upper > 0 && word.letters > 2 && point_at(scanner, end) == '.' &&
        domain_end(scanner, end) > end) {
        end = domain_end(scanner, end);
        add_word(scanner, TOKEN_WORD, end, end, &word);
        return;
    }
    if (word.letters == 1 && word.upper == 1 && point_at(scanner, end) == '.' &&
        is_initial(scanner, end + 1)) {
        add_word(scanner, TOKEN_INITIAL, end + 1, end + 1, &word);
        return;
    }
    bool may_be =
        point_at(scanner, end) == '.' || (end - scanner->at <= 10 && number_before(scanner));
    size_t abbreviated = may_be ? scan_abbreviation(scanner, end, &word, room, &folded) : 0;
    if (abbreviated) {
        struct token *token = add_word(scanner, TOKEN_ABBREVIATION, end, abbreviated, &word);
        token->folded = arena_copy(scanner->arena, folded);
        return;
    }
    add_word(scanner, TOKEN_WORD, end, end, &word);
}

static void read_number(struct scanner *scanner)
{
    bool goes_on;
    size_t end = scan_number(scanner, &goes_on);
    if (!goes_on) {
        add_token(scanner, TOKEN_NUMBER, end);
        return;
    }
    struct word word = {0};
    end = scan_word(scanner, scanner->at, &word);
    add_word(scanner, TOKEN_WORD, end, end, &word);
}

/* The run of points and marks that counts as one: «...», «?!», «!!!». */
static size_t scan_run(const struct scanner *scanner, uint32_t first, size_t from)
{
    size_t at = from;
    for (;;) {
        uint32_t next = point_at(scanner, at);
        bool same = first == '.' ? next == '.' : next == '.' || next == '!' || next == '?';
        if (!same)
            return at;
        at++;
    }
}

/* Whether a straight quotation mark opens here, by what stands on both sides. */
static bool opens_here(const struct scanner *scanner, size_t behind)
{
    const struct token *before = last_token(scanner);
    uint32_t next = point_at(scanner, behind);
    bool space_behind = next == 0 || code_point_is_space(next);
    if (!before || scanner->space_before)
        return !space_behind || !before;
    if (space_behind)
        return false;
    return before->kind == TOKEN_QUOTE_OPEN || before->kind == TOKEN_DASH ||
           scanner->text.data[before->start] == '(' || scanner->text.data[before->start] == '[';
}

/* Whether a „ is open: then “ closes it. */
static bool low_quote_is_open(const struct scanner *scanner)
{
    int closed = 0;
    const struct tokens *tokens = scanner->tokens;
    size_t lowest =
        tokens->count > scanner->block_first + 200 ? tokens->count - 200 : scanner->block_first;
    for (size_t i = tokens->count; i > lowest; i--) {
        const struct token *token = &tokens->items[i - 1];
        if (token->kind != TOKEN_QUOTE_OPEN && token->kind != TOKEN_QUOTE_CLOSE)
            continue;
        uint32_t point = point_at(scanner, token->start);
        closed += point == 0x201C && token->kind == TOKEN_QUOTE_CLOSE;
        if (point == 0x201E && closed-- == 0)
            return true;
    }
    return false;
}

/* The kind of a quotation mark of any form; *end moves behind a doubled one. TOKEN_SYMBOL where
 * the character is none. */
static enum token_kind quote_kind(const struct scanner *scanner, uint32_t point, size_t *end)
{
    bool doubled = point_at(scanner, *end) == point;
    switch (point) {
    case 0xAB:
    case 0x201E:
    case 0x2039:
    case 0x2018:
    case 0x201A:
        return TOKEN_QUOTE_OPEN;
    case 0xBB:
    case 0x201D:
    case 0x203A:
    case 0x2019:
        return TOKEN_QUOTE_CLOSE;
    case 0x201C:
        return low_quote_is_open(scanner) || !opens_here(scanner, *end) ? TOKEN_QUOTE_CLOSE
                                                                        : TOKEN_QUOTE_OPEN;
    case '"':
        return opens_here(scanner, *end) ? TOKEN_QUOTE_OPEN : TOKEN_QUOTE_CLOSE;
    case '\'':
    case '`':
        *end += doubled;
        return opens_here(scanner, *end) ? TOKEN_QUOTE_OPEN : TOKEN_QUOTE_CLOSE;
    case '<':
    case '>':
        *end += doubled;
        return !doubled ? TOKEN_SYMBOL : point == '<' ? TOKEN_QUOTE_OPEN : TOKEN_QUOTE_CLOSE;
    default:
        return TOKEN_SYMBOL;
    }
}

static enum token_kind mark_kind(uint32_t point)
{
    switch (point) {
    case '.':
    case ',':
    case ':':
    case ';':
    case '!':
    case '?':
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case 0x2026:
        return TOKEN_PUNCTUATION;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return TOKEN_DASH;
    default:
        return TOKEN_SYMBOL;
    }
}

static void read_mark(struct scanner *scanner, uint32_t point, size_t end)
{
    enum token_kind kind = mark_kind(point);
    if (point == '.' || point == '!' || point == '?')
        end = scan_run(scanner, point, end);
    else if (point == '-')
        while (point_at(scanner, end) == '-')
            end++;
    else if (kind == TOKEN_SYMBOL)
        kind = quote_kind(scanner, point, &end);
    add_token(scanner, kind, end);
}

static void read_token(struct scanner *scanner)
{
    struct span text = {scanner->text.data, scanner->end};
    size_t next = scanner->at;
    uint32_t point = utf8_next(text, &next);
    bool latin = point < 0x80 && code_point_is_latin(point);
    if (code_point_is_space(point)) {
        scanner->at = next;
        scanner->space_before = true;
        return;
    }
    if (latin || point == '@' || point == '#') {
        size_t end = scan_address(scanner);
        if (end > scanner->at) {
            add_token(scanner, TOKEN_ADDRESS, end);
            return;
        }
    }
    if (code_point_is_letter(point))
        read_word(scanner);
    else if (code_point_is_digit(point))
        read_number(scanner);
    else
        read_mark(scanner, point, next);
}

void scanner_read(struct scanner *scanner, struct range range)
{
    scanner->block_first = scanner->tokens->count;
    scanner->at = range.start;
    scanner->end = range.end;
    scanner->space_before = false;
    while (scanner->at < scanner->end)
        read_token(scanner);
}
